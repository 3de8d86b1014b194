/** What people of the demo town write. Plain sentences; `{place}` and `{n}` are filled in. */
export type Subject =
  | 'water'
  | 'roads'
  | 'power'
  | 'refuse'
  | 'wifi'
  | 'jobs'
  | 'safety'
  | 'community';

export interface Opening {
  readonly title: string;
  readonly text: string;
}

export const OPENINGS: Readonly<Record<Subject, readonly Opening[]>> = {
  water: [
    {
      title: 'No water since {day}',
      text: 'There has been no water in {place} since {day}. The tanker came once and left before everybody was served. When will it be repaired?',
    },
    {
      title: 'Burst pipe next to {place}',
      text: 'Clean water is running down the street next to {place}. I reported it and got reference {n}, but nobody has come. What a waste 💧',
    },
    {
      title: 'Akunamanzi e-{place}',
      text: 'Asinamanzi kusukela ngoLwesibili. Abantu abadala abakwazi ukuthwala amabhakede. Sicela usizo.',
    },
    {
      title: 'Geen water in {place} nie',
      text: 'Ons het al drie dae geen water nie. Kan iemand asseblief sê wanneer die pyp reggemaak word?',
    },
    {
      title: 'Brown water from the tap',
      text: 'The water in {place} is brown in the morning. Is it safe to drink after boiling? We have small children.',
    },
    {
      title: 'Planned work: low pressure in {place}',
      text: 'A valve is being replaced near {place} on {day} between 8:00 and 16:00. Pressure will be low. Please keep some water aside.',
    },
    {
      title: 'My account is wrong',
      text: 'My bill says {n} kilolitres for one month. I live alone. The meter is in the wall and nobody ever reads it. Where do I complain?',
    },
  ],
  roads: [
    {
      title: 'Pothole that eats tyres',
      text: 'The pothole near {place} is now as deep as my arm. Two taxis have lost a wheel this week. Please fill it before somebody dies.',
    },
    {
      title: 'Robots out at {place}',
      text: 'The traffic lights at {place} have been out since {day}. Children cross there to school.',
    },
    {
      title: 'Ditsela di senyegile',
      text: 'Tsela e e yang kwa {place} e senyegile thata ka ntlha ya pula. A re kope thuso.',
    },
    {
      title: 'New speed humps',
      text: 'Thank you for the speed humps at {place}. Can we have the signs too, and some paint? At night nobody sees them.',
    },
    {
      title: 'Storm water drain blocked',
      text: 'The drain next to {place} is full of rubbish. When it rains the water runs into three houses. Photo at http://example.org/drain if you want to see it.',
    },
  ],
  power: [
    {
      title: 'Power off in {place}',
      text: 'We are off again since {day}. Not load shedding, only our street. Reference {n}.',
    },
    {
      title: 'Street lights dark at {place}',
      text: 'Eleven street lights in a row are dark near {place}. Women walk there from the station at night.',
    },
    {
      title: 'Ugesi awekho',
      text: 'Ugesi uhambile izolo ebusuku. Ukudla kuyonakala efrijini. Niwulungisa nini?',
    },
    {
      title: 'Prepaid token does not work',
      text: 'I bought a token for R{n} and the meter says error 30. What do I do? The shop sends me away.',
    },
    { title: 'Krag is af', text: 'Die krag in {place} is al van {day} af. Weet iemand meer?' },
  ],
  refuse: [
    {
      title: 'Bins not collected',
      text: 'The truck did not come to {place} on {day}. Dogs are pulling the bags open.',
    },
    {
      title: 'Illegal dumping next to {place}',
      text: 'A white bakkie dumps building rubble next to {place} every Friday. Who can we tell? I have the number.',
    },
    {
      title: 'Where can I bring glass?',
      text: 'Is there a place in {place} that takes glass and tins? We started to sort at the school.',
    },
    { title: 'Ditshila', text: 'Koloi ya ditshila ga e a tla beke e. Re dira eng?' },
  ],
  wifi: [
    {
      title: 'WiFi slow at {place}',
      text: 'The free WiFi at {place} was fast in the morning and dead after school comes out. Is it full or broken?',
    },
    {
      title: 'How do I sign in?',
      text: 'My phone shows the network but no page opens. It is an old Huawei. What must I type in?',
    },
    {
      title: 'Please bring WiFi to {place}',
      text: 'We have {n} learners at {place} and not one has data for homework. Please bring the WiFi here too 🙏',
    },
    { title: 'Re kopa WiFi', text: 'Re kopa WiFi mo {place}. Bana ba tlhoka go dira tirogae.' },
    {
      title: 'Thank you!',
      text: 'My daughter applied for her studies from the bench at {place} on this WiFi. She was accepted. Thank you, whoever you are 🎉',
    },
  ],
  jobs: [
    {
      title: 'Public works: {n} places',
      text: 'The expanded public works programme takes {n} people in {place}. Forms at the office, ID and proof of address. It costs nothing. Closing date is {day}.',
    },
    {
      title: 'Is this a scam?',
      text: 'A man at {place} asks R{n} to "open a file" for a job at the municipality. Is that real?',
    },
    {
      title: 'Learnership in plumbing',
      text: 'Twelve months, with a stipend, at {place}. You need grade 10 mathematics. Ask here if you have questions.',
    },
    {
      title: 'Ngifuna umsebenzi',
      text: 'Ngineziqu zekhompyutha kodwa angiwutholi umsebenzi. Ngingaqala kuphi?',
    },
  ],
  safety: [
    {
      title: 'Forum meeting at {place}',
      text: 'The community policing forum meets at {place} on {day} at 18:00. Please bring your neighbour.',
    },
    {
      title: 'Dark path next to {place}',
      text: 'Two people were robbed on the path next to {place} this week. Grass is as high as a man. Please cut it and light it.',
    },
    {
      title: 'Lost child found',
      text: 'The small boy who was lost at {place} is home. Thank you to everybody who looked ❤️',
    },
    {
      title: 'Veilige straat',
      text: 'Ons soek mense vir die straatwag in {place}. Een aand in die week is genoeg.',
    },
  ],
  community: [
    {
      title: 'Clean-up on {day}',
      text: 'We clean the river at {place} on {day} at 9:00. Gloves and bags are there. Soup afterwards 🍲',
    },
    {
      title: 'Budget meeting at {place}',
      text: 'The draft budget is explained at {place} on {day} at 17:30. Read it before: http://example.org/budget. Questions may be sent here too.',
    },
    {
      title: 'Clinic hours change',
      text: 'From {day} the clinic next to {place} opens at 7:00 and closes at 16:00. Chronic medicine stays on Wednesdays.',
    },
    {
      title: 'Soccer for girls',
      text: 'Training at {place} every Tuesday and Thursday at 15:30, ages 9 to 14. No boots needed.',
    },
    {
      title: 'Iyavuleka ilabhulali',
      text: 'Ilabhulali yase-{place} iyavuleka futhi ngoMsombuluko ngo-9:00.',
    },
    {
      title: 'Library hours',
      text: 'The library at {place} is open on Saturdays again, 9:00 to 13:00. The study room has plugs and WiFi.',
    },
  ],
};

export const REPLIES: readonly string[] = [
  'Same here in our street.',
  'Same in {place}. We are waiting too.',
  'I reported it as well. My reference is {n}.',
  'Did you phone the control room? They told me 48 hours.',
  'It is back since this morning 👍',
  'Thank you for telling us.',
  'Nobody ever answers. I reported it {n} times.',
  'The team was here at ten o’clock, they need a part.',
  'Please write the street and the number, then it goes faster.',
  'Which extension do you mean?',
  'My neighbour says it will take until {day}.',
  'Siyabonga kakhulu!',
  'Nathi asinawo amanzi lapha.',
  'Ngiyavuma. Sekuyisikhathi eside.',
  'Enkosi ngolwazi.',
  'Nam ndinengxaki efanayo.',
  'Nini na lento izolungiswa?',
  'Dankie vir die inligting.',
  'Ons sit met dieselfde probleem.',
  'Wie kan ons bel?',
  'Re a leboga.',
  'Le rona ga re na metsi.',
  'Ke a leboga, ke tla leka.',
  'Re emetše go tloga beke ye e fetilego.',
  'Ke kgopela thušo hle.',
  'Can somebody explain it in isiZulu please? My mother wants to know.',
  '😂😂 welcome to {place}',
  'Yes',
  'No.',
  '+1',
  'Please let us stay polite. These people work at night in the rain.',
  'I walked past just now: it is fixed. See http://example.org/photo/{n}',
  'You can also write to ward@example.org or call tel:+27115550{n}.',
  'This happens every time it rains. The pipe is older than my father. Fix the pipe, not the road on top of it.',
  'Municipality here: team {n} is on its way. We will write again when the work is done.',
  'Municipality here: thank you, this is now reference {n}. Expected on {day}.',
  'Municipality here: the work is done. Is it right at your house too?',
  'Not at mine. Still nothing.',
  'It is right now, thank you. That was quick!',
];

export const LONG_REPLY =
  'I have lived in {place} for thirty-one years and want to say how this came. ' +
  'First the old pipe was laid for four hundred houses. Now there are more than three thousand, and every new extension was joined to the same pipe. ' +
  'Each winter it bursts at the weakest place, it is dug up, a piece of one metre is replaced, and the next winter it bursts two metres further. ' +
  'In {n} meetings we were told that the new main is in the budget of next year. It was in the budget of next year when my daughter was in grade 1; she is a teacher now.\n\n' +
  'What we ask is simple:\n1. Tell us when the water goes off, and when it comes back.\n2. Send the tanker to the top of the hill first, because the old people live there.\n3. Put the date of the new main on a paper with a signature.\n\n' +
  'We will help. We dig, we cook for the team, we guard the machines at night. But tell us the truth.';

export const PLACES: readonly string[] = [
  'Vereeniging',
  'Sebokeng',
  'Sharpeville',
  'Meyerton',
  'the taxi rank',
  'the clinic',
  'Extension 4',
  'Extension 7',
  'the primary school',
  'Station Road',
  'the community hall',
  'Hospital View',
];

export const DAYS: readonly string[] = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
];

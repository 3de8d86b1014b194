import type { ComplaintText } from './complaint-en.ts';

export const complaintAf: ComplaintText = {
  reportPost: 'Meld hierdie plasing aan',
  reportPerson: (name) => `Meld ${name} aan`,
  whichRule: 'Watter reël is oortree',
  words: 'Wat is verkeerd',
  wordsHint:
    'Jy kan dit leeg laat. Moderators lees dit, en sien wie jy is. Wie jy aanmeld, sien nie een van die twee nie.',
  where: 'Waar was dit',
  onSite: 'Elders op hierdie werf',
  waits: 'Op hierdie foon gehou. Dit word gestuur sodra daar ’n netwerk is.',
  none: 'Jy het niemand en niks by moderators aangemeld nie.',
  number: (number) => `Melding ${number}`,
  postIn: (title) => `’n Plasing in ${title}`,
  open: 'Niemand het nog daarna gekyk nie.',
  answer: 'Antwoord',
  appealIntro:
    'Sê waarom daar weer na gekyk moet word. Jy kan dit een keer doen. ’n Ander moderator besluit.',
};

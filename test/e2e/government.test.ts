/** Government on the air, from an appointment to a ban, at 240x320 with keys alone: with script and without. */
import { expect, test } from 'vitest';
import { nameFromTitle } from '../../src/protocol/channel-name.ts';
import { registerRequest, subscribeRequest } from '../../src/protocol/pubsub.ts';
import { setAffiliationRequest } from '../../src/protocol/pubsub-owner.ts';
import { reportRequest } from '../../src/protocol/report.ts';
import type { Element } from '../../src/protocol/xml.ts';
import { hrefOf } from '../../src/screens/route.ts';
import { connect } from '../../src/server/stream/client.ts';
import { Scriptless } from '../harness/scriptless.ts';
import { type Person, personInApp, personOnPages } from './lanes.ts';
import type { Phone } from './phone.ts';
import { postsOnSite } from './posts-on-site.ts';
import { openStage } from './stage.ts';

const PASSWORD = 'secret word';
const WAITS = 'Waiting for a moderator. Nobody else sees it yet.';

interface Cast {
  readonly moderator: string;
  readonly citizen: string;
  readonly third: string;
  /** What a third would come back as; the first is typed into the form, the others are posted. */
  readonly variants: readonly string[];
  readonly town: string;
  readonly channel: string;
  readonly insult: string;
  /** Of the insult, a word that stands nowhere else. */
  readonly word: string;
  /** What a channel's address shows to who is banned from it. */
  readonly shut: string;
}

const CASTS: Readonly<Record<'app' | 'pages', Cast>> = {
  app: {
    ...{ moderator: 'lindiwe', citizen: 'thandi', third: 'rolo' },
    variants: ['Rolo', 'ROLO', 'ro1o', 'r0lo', 'rоlo'],
    ...{ town: 'Hammanskraal', channel: 'Water tankers' },
    ...{ insult: 'The mayor is a goat.', word: 'goat' },
    shut: 'You may not read this channel.',
  },
  pages: {
    ...{ moderator: 'kagiso', citizen: 'busi', third: 'milo' },
    variants: ['Milo', 'MILO', 'm1lo', 'rnilo', 'mіlo'],
    ...{ town: 'Mamelodi', channel: 'Street lights' },
    ...{ insult: 'You are all sheep.', word: 'sheep' },
    shut: 'You are banned from street-lights',
  },
};

const { site, phones } = await openStage();

test('with script, by arrows and Enter', async () => {
  const used: Phone[] = [];
  await story(CASTS.app, async () => {
    const phone = await phones.phone(site.url);
    used.push(phone);
    return personInApp(phone, site.url);
  });
  expect(used.flatMap(({ complaints }) => complaints)).toEqual([]);
});

test('without script, by Tab and Enter', async () => {
  await story(CASTS.pages, async () => personOnPages(await phones.plainPage(), site.url));
});

async function story(cast: Cast, newPerson: () => Promise<Person>): Promise<void> {
  // An admin appoints somebody for a municipality.
  const moderator = await newPerson();
  await join(moderator, cast.moderator);
  const admin = await newPerson();
  await admin.open('/login');
  await admin.type('Username', 'admin');
  await admin.type('Password', site.adminPassword);
  await admin.choose('Sign in');
  await admin.sees('You follow');
  for (const name of ['Places', 'Gauteng', 'City of Tshwane', 'Who may create channels here']) {
    await admin.choose(name);
  }
  await admin.type('Username', cast.moderator);
  await admin.choose('Appoint');
  await admin.sees('Take back');

  // They make a town's channel in which first posts wait, and begin a topic.
  await moderator.open('/menu');
  await moderator.sees('Create channel');
  await moderator.choose('Create channel');
  await moderator.sees('Place: City of Tshwane');
  await moderator.choose('Another place');
  await moderator.choose(cast.town);
  await moderator.choose('Create channel');
  await moderator.sees(`Place: ${cast.town}`);
  await moderator.type('Title', cast.channel);
  await moderator.tick('First posts wait for approval');
  await moderator.choose('Create channel');
  await moderator.sees('Nobody has written here yet.');
  await moderator.choose('New topic');
  await moderator.type('Title', 'This week');
  await moderator.type('Topic', 'Tell us what you see.');
  await moderator.choose('Post');
  await moderator.sees('This week');
  const channel = `${nameFromTitle(cast.channel)}@topics.${site.domain}`;
  const [{ id = '' } = {}] = await postsOnSite(site, channel);
  const address = hrefOf({ screen: 'channel', channel });
  const topic = hrefOf({ screen: 'topic', channel, topic: id });
  await trust(cast, channel);

  // A citizen joins, follows and comments: it waits, and nobody else sees it.
  const reader = await phones.phone(site.url + topic);
  await reader.heading('This week');
  const citizen = await newPerson();
  await join(citizen, cast.citizen);
  await citizen.choose(cast.channel);
  await citizen.choose('Follow');
  await citizen.choose('This week');
  await comment(citizen, 'Ours is fine.');
  await citizen.sees(WAITS);
  await citizen.offline(async () => {
    await citizen.reload();
    await citizen.sees(WAITS);
  });
  await expectNowhere({ reader, word: 'Ours is fine.' }, cast, channel);

  // Approved, it appears at another citizen's, live.
  await approve(moderator, 'Ours is fine.');
  await reader.comments('Ours is fine.').waitFor();
  await citizen.open(topic);
  await citizen.sees('Ours is fine.');

  // A third is trusted as well, and insults.
  const third = await newPerson();
  await join(third, cast.third);
  await third.open(topic);
  await comment(third, 'Not here.');
  await third.sees('Waiting for a moderator.');
  await approve(moderator, 'Not here.');
  await reader.comments('Not here.').waitFor();
  await third.open(topic);
  await comment(third, cast.insult);
  await reader.comments(cast.insult).waitFor();

  // Reported three times it is hidden: no page, feed, search or phone tells it any more.
  await citizen.open(topic);
  await citizen.choose('Report', cast.insult);
  await citizen.sees('Report this post');
  await citizen.type('What is wrong', 'Not how one talks.');
  await citizen.offline(() => citizen.choose('Report'));
  await citizen.sees('Nobody has looked at it yet.');
  await reportToo(cast, channel);
  await reader.text('Hidden until a moderator has looked at it.').waitFor();
  await expectNowhere({ reader, word: cast.word }, cast, channel);

  // Removed, with a rule that says why; who reported it is told.
  await moderator.open('/');
  await moderator.sees('To do');
  await moderator.choose('To do');
  await moderator.sees(`${cast.citizen} · Insults somebody · Not how one talks.`);
  await moderator.choose('Remove');
  await moderator.sees('Remove it for everybody?');
  await moderator.choose('1. Insults somebody');
  await moderator.sees('Nothing waits for you.');
  await reader.text('Hidden until').waitFor({ state: 'detached' });
  await citizen.open('/notices');
  await citizen.sees('Something was done about it.');

  // Its author is told and appeals, once; another one decides.
  await third.open('/');
  await third.sees('From the moderators');
  await third.choose('From the moderators');
  await third.sees(`Removed in ${cast.channel}`);
  await third.sees('Insults somebody');
  await third.choose('Appeal');
  await third.type('Reason', 'It was a joke.');
  await third.choose('Send');
  await third.sees('You appealed.');
  await admin.open('/');
  await admin.sees('To do');
  await admin.choose('To do');
  await admin.sees('It was a joke.');
  await admin.choose('Keep the decision');
  await admin.sees('The person who appealed is told.');
  await admin.choose('Keep the decision');
  await admin.sees('Nothing waits for you.');

  // Banned for a day, with a reason.
  await moderator.open(address);
  await moderator.choose('People');
  await moderator.choose(cast.third);
  await moderator.tick('Banned');
  await moderator.type('Reason', 'Insults again and again.');
  await moderator.choose('Save');
  await moderator.sees('Banned until');
  await third.open('/notices');
  await third.sees('It stays as it is.');
  await third.sees(`You are banned from ${cast.channel}`);
  await third.sees('Insults again and again.');
  await third.open(address);
  await third.sees(cast.shut);

  // Nor back under a name that looks like theirs.
  await third.open('/menu');
  await third.choose('Sign out');
  await third.sees('You are signed out.');
  await third.open('/signup');
  const [typed = '', ...posted] = cast.variants;
  // With their old password they would be signed in as who they are.
  await fillIn(third, typed, 'another word');
  await third.sees('one that looks like it, is taken');
  for (const name of posted) {
    const again = new Scriptless(site.url);
    await again.join(name);
    expect(again.page.text, name).toMatch(/is taken|Use 3 to 32 small letters/);
    expect(again.page.path, name).toBe('/signup');
  }
  await expectNowhere({ reader, word: cast.word }, cast, channel);
  expect(reader.complaints).toEqual([]);
}

async function join(person: Person, name: string): Promise<void> {
  await person.open('/');
  await person.choose('Join');
  await fillIn(person, name);
  await person.sees('You follow');
}

async function fillIn(person: Person, name: string, password = PASSWORD): Promise<void> {
  await person.type('Username', name);
  await person.type('Password', password);
  await person.tick('I accept the rules');
  await person.choose('Join');
}

async function comment(person: Person, text: string): Promise<void> {
  await person.type('Comment', text);
  await person.choose('Send');
}

/** Two presses from the first screen, two for the post. */
async function approve(moderator: Person, text: string): Promise<void> {
  await moderator.open('/');
  await moderator.sees('To do');
  await moderator.choose('To do');
  await moderator.sees(text);
  await moderator.choose('Approve');
  await moderator.sees('Show it to all');
  await moderator.choose('Approve');
  await moderator.sees('Nothing waits for you.');
}

/** Two people trust is given to by the moderator, over the wire. */
async function trust(cast: Cast, channel: string): Promise<void> {
  const moderator = await enter(cast.moderator);
  for (const name of reporters(cast)) {
    const jid = `${name}@${site.domain}`;
    const person = await enter(name, true);
    await person.set(registerRequest());
    await person.set(subscribeRequest(channel, jid));
    await moderator.set(setAffiliationRequest(channel, jid, 'publisher'));
    await person.close();
  }
  await moderator.close();
}

/** They report it as well. */
async function reportToo(cast: Cast, channel: string): Promise<void> {
  const posts = await postsOnSite(site, channel);
  const item = posts.find(({ text }) => text === cast.insult)?.id ?? '';
  for (const token of reporters(cast)) {
    const person = await enter(token);
    await person.set(reportRequest({ channel, item, token, rule: 'insult', reason: '' }));
    await person.close();
  }
}

const reporters = ({ citizen }: Cast) => [`ben-${citizen}`, `cee-${citizen}`];

async function enter(username: string, register = false) {
  const { url, domain } = site;
  const client = await connect({ url, domain, username, password: PASSWORD, register });
  return {
    set: (payload: Element) => client.request('set', `channels.${domain}`, payload),
    close: () => client.close(),
  };
}

/** In no page, feed or search of anybody who has no office there, and in no phone that had it. */
async function expectNowhere(
  { reader, word }: { reader: Phone; word: string },
  cast: Cast,
  channel: string,
): Promise<void> {
  const follower = new Scriptless(site.url);
  await follower.open('/login');
  const [username = ''] = reporters(cast);
  await follower.submit('sign-in', { username, password: PASSWORD });
  const { pathname: topic } = new URL(reader.page.url());
  for (const path of [topic, ...['', '/feed', '/log'].map((of) => `/channel/${channel}${of}`)]) {
    for (const anybody of [follower, new Scriptless(site.url)]) {
      expect((await anybody.open(path)).html, path).not.toContain(word);
    }
  }
  await follower.open(`/search?q=${encodeURIComponent(word.split(' ')[0] ?? '')}`);
  expect(follower.page.text).toContain('Nothing was found.');
  const kept = await keptOn(reader);
  expect(kept).toContain('This week');
  expect(kept).not.toContain(word);
}

/** All that the phone keeps, as one text. */
function keptOn({ page }: Phone): Promise<string> {
  return page.evaluate(async () => {
    const done = <T>(asked: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        asked.onsuccess = () => resolve(asked.result);
        asked.onerror = () => reject(asked.error);
      });
    const rows: unknown[] = [];
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await done(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        rows.push(await done(database.transaction(store).objectStore(store).getAll()));
      }
      database.close();
    }
    return JSON.stringify(rows);
  });
}

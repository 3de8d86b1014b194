/** Every page that the site can draw, with the longest words: for tests that look at each of them. */
import { type ConfigChange, configChangeForm } from '../../src/protocol/config-form.ts';
import { NOTICE } from '../../src/protocol/config-vars.ts';
import { MAX_DESCRIPTION, MAX_TEXT, MAX_TITLE } from '../../src/protocol/limits.ts';
import { configureRequest, publishRequest } from '../../src/protocol/pubsub.ts';
import { createRequest } from '../../src/protocol/pubsub-owner.ts';
import type { Element } from '../../src/protocol/xml.ts';
import type { Language } from '../../src/screens/text/languages.ts';
import { connect } from '../../src/server/stream/client.ts';
import { Scriptless } from './scriptless.ts';
import type { Site } from './site.ts';

/** A page as it was answered, under a name that says which. */
export interface EveryPage {
  readonly what: string;
  readonly html: string;
}

const CHANNEL = 'longest@topics.localhost';
const CLOSED = 'closed@topics.localhost';
/** Where the longest words are; `/talk` is a topic there. */
export const LONGEST_CHANNEL = `/channel/${CHANNEL}`;
const HERE = LONGEST_CHANNEL;

/** As long as a username may be. */
const NAME = 'nkosinathi-mthembu.wakwadlangezw';
const PASSWORD = 'secret word';

/** A word without a place to break it, of so many characters. */
const word = (length: number) => 'Izilungiselelo'.repeat(length / 14 + 1).slice(0, length);

const LINK = `https://tshwane.example.org/${word(200)}`;

/** Fills a site with the longest that it takes; `admin` and {@link NAME} write it. */
export async function fillWithLongest(site: Site): Promise<void> {
  const { url, domain, adminPassword: password } = site;
  const admin = await connect({ url, domain, username: 'admin', password });
  const ask = (payload: Element) => admin.request('set', `channels.${domain}`, payload);
  const create = (channel: string, config: ConfigChange) =>
    ask(createRequest(channel, configChangeForm({ ...config, defaultAffiliation: 'publisher' })));
  await create(CHANNEL, { title: word(MAX_TITLE), description: word(MAX_DESCRIPTION) });
  await ask(configureRequest(CHANNEL, configChangeForm({ vars: { [NOTICE]: word(500) } })));
  await create(CLOSED, { title: 'Closed', accessModel: 'whitelist' });
  // Many enough for a field to find one, and for more than one page.
  for (let n = 0; n < 31; n += 1) await create(`place-${n}@topics.localhost`, { title: word(40) });
  const post = (id: string, title: string, text: string, parent: string | null = null) =>
    ask(publishRequest(CHANNEL, { id, title, text, parent }));
  for (let n = 0; n < 21; n += 1) await post(`t-${n}`, n % 2 ? word(MAX_TITLE) : '', word(300));
  await post('talk', word(MAX_TITLE), `${LINK} ${word(MAX_TEXT - 300)}`);
  for (let n = 0; n < 30; n += 1) await post(`c-${n}`, '', word(90), 'talk');
  await admin.close();

  const person = new Scriptless(url);
  await person.join(NAME, PASSWORD);
  await person.open(HERE);
  await person.submit('follow');
  await person.open(`${HERE}/talk?reply=c-29`);
  await person.submit('comment', { comment: `${LINK} ${word(700)}` });
  await person.open(`/profile/${NAME}@${domain}`);
  const told = { name: word(MAX_TITLE), status: word(300), about: word(MAX_DESCRIPTION) };
  await person.submit('save-profile', told);
}

/** Every page of a filled site: to a stranger, to somebody signed in, and what is refused. */
export async function everyPage(site: Site, language: Language): Promise<EveryPage[]> {
  const pages: EveryPage[] = [];
  const shows = (what: string, { html, status }: Scriptless['page']) => {
    pages.push({ what: `${what} (${status})`, html });
  };
  const profile = `/profile/${NAME}@${site.domain}`;
  const open = ['/', '/rules', '/help', '/about', '/login', '/signup', '/menu', '/settings'];
  const everybody = [
    ...open,
    ...[HERE, `${HERE}?before=t-5`, `${HERE}/talk`, `${HERE}/talk?before=c-20`, `${HERE}/new`],
    ...[`/channel/${CLOSED}`, '/channel/none@topics.localhost', `${HERE}/none`, '/no/such/page'],
    ...[`/share?text=${word(90)}`, '/new', `${HERE}/settings`, `${HERE}/settings/delete`],
    ...['/?before=place-3@topics.localhost', '/search', '/activity', profile, '/settings/delete'],
    ...['/settings/account', '/places/all', '/places/hammanskraal', '/places/nowhere'],
    ...['/emergency', '/places/city-of-tshwane/emergency', '/places/temba/moderators'],
  ];
  const stranger = new Scriptless(site.url);
  stranger.cookies.set('lang', language);
  for (const path of everybody) shows(`${path} of a stranger`, await stranger.open(path));
  await stranger.open('/signup');
  const tooShort = { username: word(200), password: '1' };
  shows('joining, refused', await stranger.submit('join', tooShort));
  await stranger.open('/login');
  const wrong = { username: NAME, password: 'not the word' };
  shows('signing in, refused', await stranger.submit('sign-in', wrong));

  const person = new Scriptless(site.url);
  person.cookies.set('lang', language);
  await person.open('/login');
  await person.submit('sign-in', { username: NAME, password: PASSWORD });
  const own = person.page.html.includes('name="password"') ? [] : everybody;
  if (own.length === 0) throw new Error(`nobody is signed in:\n${person.page.text}`);
  const [mine = ''] = await ownComments(person);
  const more = [
    `${HERE}/talk?remove=${mine}`,
    `${HERE}/talk?reply=c-29`,
    '/search?q=nothing-found',
  ];
  const found = `/search?q=${word(90)}`;
  for (const path of [...own, ...more, found])
    shows(`${path} of a person`, await person.open(path));
  await person.open(`${HERE}/talk`);
  const comment = person.form('comment');
  const tooLong = word(MAX_TEXT + 1);
  shows('a comment, refused', await person.submit('comment', { comment: tooLong }));
  await person.open(`${HERE}/new`);
  const refused = { title: tooLong, topic: '' };
  shows('a topic, refused', await person.submit('post', refused));
  await person.open(profile);
  shows('a profile, refused', await person.submit('save-profile', { name: tooLong }));
  await person.open('/settings/delete');
  shows('an end, refused', await person.submit('delete-account', { password: 'not the word' }));
  shows('no form of ours', await person.post(HERE, { verb: 'comment' }));
  const keeper = new Scriptless(site.url);
  keeper.cookies.set('lang', language);
  await keeper.open('/login');
  await keeper.submit('sign-in', { username: 'admin', password: site.adminPassword });
  for (const path of ['/new', HERE, `${HERE}/settings`, `${HERE}/settings/delete`]) {
    shows(`${path} of its keeper`, await keeper.open(path));
  }
  person.cookies.delete('person');
  const { action, fields } = comment;
  const late = await person.post(action, { ...fields, comment: word(MAX_TEXT) });
  shows('a session that has ended', late);
  return pages;
}

/** Ids of the comments that whoever is signed in may remove. */
async function ownComments(person: Scriptless): Promise<string[]> {
  const { html } = await person.open(`${HERE}/talk`);
  return [...html.matchAll(/\?remove=([^"]+)"/g)].map(([, id = '']) => id);
}

/** The page lane as a browser without script sees it. */
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Affiliation } from '../../src/protocol/channel.ts';
import { type ConfigChange, configChangeForm } from '../../src/protocol/config-form.ts';
import { CLOSED, COMMENTS_BY } from '../../src/protocol/config-vars.ts';
import { MAX_ACCOUNT, MAX_WHERE } from '../../src/protocol/incident.ts';
import { answerRequest } from '../../src/protocol/incident-office.ts';
import {
  configureRequest,
  publishRequest,
  retractRequest,
  STATUS,
  subscribeRequest,
} from '../../src/protocol/pubsub.ts';
import {
  createRequest,
  setAffiliationRequest,
  setSubscriptionRequest,
} from '../../src/protocol/pubsub-owner.ts';
import { ComponentLink } from '../../src/server/component/link.ts';
import { connect, type XmppClient } from '../../src/server/stream/client.ts';
import { pathsIn } from '../../src/server/xmpp-server/paths.ts';
import { readState } from '../../src/server/xmpp-server/state.ts';
import { eventually } from '../harness/eventually.ts';
import { Scriptless } from '../harness/scriptless.ts';
import { SharedCache } from '../harness/shared-cache.ts';
import { type Site, startSite } from '../harness/site.ts';
import { plain } from './pictures.ts';

const WELCOME = '/channel/welcome@topics.localhost';

let site: Site;
let admin: XmppClient;
let names = 0;

beforeAll(async () => {
  site = await startSite({ env: { INCIDENT_DESK: 'welcome' } });
  const { url, domain, adminPassword: password } = site;
  admin = await connect({ url, domain, username: 'admin', password });
});

afterAll(async () => {
  await admin?.close();
  await site?.stop();
});

/** Somebody with an account, at a browser. */
async function somebody() {
  const browser = new Scriptless(site.url);
  names += 1;
  const name = `reader-${names}`;
  const page = await browser.join(name);
  expect(page.status).toBe(200);
  return { browser, name };
}

const publish = (id: string, text: string, parent: string | null = null) =>
  admin.request(
    'set',
    'channels.localhost',
    publishRequest('welcome@topics.localhost', { id, title: '', text, parent }),
  );

test('everybody reads channels, topics and comments, page by page', async () => {
  await publish('t-read', 'Is the library open?');
  for (let n = 1; n <= 35; n += 1) await publish(`c-${n}`, `Comment number ${n}.`, 't-read');
  const browser = new Scriptless(site.url);
  expect((await browser.open('/')).html).toContain(`href="${WELCOME}"`);
  expect((await browser.open(WELCOME)).html).toContain(`href="${WELCOME}/t-read"`);
  const newest = await browser.open(`${WELCOME}/t-read`);
  expect(newest.text).toContain('Comment number 35.');
  expect(newest.text).not.toContain('Comment number 5.');
  const older = /href="([^"]*\?before=[^"]*)"/.exec(newest.html)?.[1] as string;
  const page = await browser.open(older);
  expect(page.text).toContain('Comment number 5.');
  expect(page.text).not.toContain('Comment number 6.');
  expect(browser.cookies.size).toBe(0);
});

test('somebody joins, follows, starts a topic, comments, and signs out', async () => {
  const { browser, name } = await somebody();
  await browser.open(WELCOME);
  await browser.submit('unfollow');
  expect(browser.page.text).toContain('Follow');
  await browser.submit('follow');
  expect(browser.page.text).toContain('Unfollow');

  await browser.open(`${WELCOME}/new`);
  await browser.submit('post', { title: 'Potholes', topic: 'On <Main> Street & "5th".' });
  expect(browser.page.path).toBe(WELCOME);
  const topic = /href="([^"]*)"[^>]*>(?:(?!<\/a>).)*Potholes</.exec(browser.page.html)?.[1];
  await browser.open(topic as string);
  expect(browser.page.text).toContain('On <Main> Street & "5th".');
  await browser.submit('comment', { comment: 'Mended now.' });
  expect(browser.page.text).toContain('Mended now.');
  expect(browser.page.text).toContain(name);

  await browser.open('/menu');
  const before = new Map(browser.cookies);
  expect((await browser.submit('sign-out')).text).toContain('You are signed out.');
  expect((await browser.open('/menu')).text).toContain('reading without an account');
  // A copy of the cookie is worth nothing either.
  for (const [cookie, value] of before) browser.cookies.set(cookie, value);
  expect((await browser.open('/menu')).text).toContain('not signed in any more');
});

test('who was invited to a channel that is open, or waited for it before it was, writes there as any stranger', async () => {
  const channel = 'garden@topics.localhost';
  const [path, topic] = [`/channel/${channel}`, `/channel/${channel}/t-garden`];
  const ask = (payload: Parameters<typeof admin.request>[2]) =>
    admin.request('set', 'channels.localhost', payload);
  const closed = configChangeForm({
    accessModel: 'authorize',
    vars: { [COMMENTS_BY]: 'everyone' },
  });
  await ask(createRequest(channel, closed));
  await ask(publishRequest(channel, { id: 't-garden', text: 'Who has seeds?' }));
  const { browser: waiting } = await somebody();
  await waiting.open(path);
  await waiting.submit('follow');
  expect(waiting.page.text).toContain('have not answered yet');
  await ask(configureRequest(channel, configChangeForm({ accessModel: 'open' })));
  const { browser: invited, name } = await somebody();
  await ask(setSubscriptionRequest(channel, `${name}@localhost`, 'invited'));
  for (const browser of [waiting, invited]) {
    await eventually(async () => (await browser.open(path)).html.includes('value="follow"'));
    expect(browser.page.text).not.toContain('have not answered yet');
    await browser.open(topic);
    await browser.submit('comment', { comment: 'I have.' });
    expect(browser.page.status).toBe(200);
    expect((await browser.open(path)).text).toContain('Unfollow');
  }
});

test('who is signed in already is told who they are where one signs in or joins, and may sign out', async () => {
  const browser = new Scriptless(site.url);
  const open = new Map<string, ReturnType<Scriptless['form']>>();
  for (const verb of ['sign-in', 'join']) {
    await browser.open(verb === 'join' ? '/signup' : '/login');
    open.set(verb, browser.form(verb));
  }
  await browser.join('already-in');
  const told = async () => {
    expect(browser.page.text).toContain('You are already-in.');
    expect(browser.page.html).not.toContain('type="password"');
    expect(browser.page.html).toMatch(/<main>.*href="\/"/s);
  };
  for (const path of ['/login', '/signup']) {
    await browser.open(path);
    await told();
  }
  // In another tab the form still stands there.
  for (const { action, fields } of open.values()) {
    await browser.post(action, { ...fields, username: 'already-in', password: 'secret-pass' });
    await told();
  }
  expect((await browser.submit('sign-out')).text).toContain('You are signed out.');
});

test('what is refused comes back with its text and the reason', async () => {
  const { browser } = await somebody();
  await publish('t-refused', 'Say it.');
  await browser.open(`${WELCOME}/t-refused`);
  const tooLong = 'é'.repeat(5_000);
  const page = await browser.submit('comment', { comment: tooLong });
  expect(page.text).toContain('Too long');
  expect(browser.form('comment').fields.comment).toBe(tooLong);
  await browser.submit('comment', { comment: '   ' });
  expect(browser.page.text).toContain('Write something first.');
  // It stands below all comments: there the answer opens, in browsers that put the focus nowhere, too.
  const [, places] =
    /<form [^>]*action="[^"]*(#\w+)".*<textarea (id="\w+")/.exec(browser.page.html) ?? [];
  expect(places).toBe('#comment');
});

test('a form that was refused and comes with another photo shows that one', async () => {
  const { browser } = await somebody();
  await publish('t-other', 'Show it.');
  await browser.open(`${WELCOME}/t-other`);
  const { action, fields } = browser.form('comment');
  const photoOf = async (colour: string) => new Blob([new Uint8Array(await plain(colour))]);
  // Its photo is put up, and what it answers is not there.
  const wrong = { comment: 'So it is.', target: 'nowhere', photo: await photoOf('#c33') };
  expect((await browser.post(action, { ...fields, ...wrong })).status).not.toBe(200);
  const again = browser.form('comment');
  expect(again.fields.id).toBe(fields.id);
  const meant = { ...again.fields, target: '', comment: 'So it is.', photo: await photoOf('#33c') };
  const page = await browser.post(again.action, meant);
  const [, src = ''] = /<img[^>]*src="(\/media\/[^"]*)"[^>]*>/.exec(page.html) ?? [];
  const shown = await fetch(`${site.url}${src.replaceAll('&amp;', '&')}`);
  const { dominant } = await sharp(Buffer.from(await shown.arrayBuffer())).stats();
  expect(dominant.b).toBeGreaterThan(dominant.r);
});

test('what was said of a photo comes back, too, and that the photo has to be chosen again', async () => {
  const { browser, name } = await somebody();
  await publish('t-photo', 'Show it.');
  const photo = new Blob([Buffer.alloc(100)], { type: 'image/jpeg' });
  const said = { alt: 'A tap without water', photo };
  const [place, number] = ['é'.repeat(MAX_WHERE + 1), '9'.repeat(MAX_ACCOUNT + 1)];
  const dry = { what: 'Dry.', where: 'Main Road' };
  const refusals = [
    [`${WELCOME}/t-photo`, 'comment', { comment: 'é'.repeat(5_000) }, 'characters in a post'],
    [`${WELCOME}/new`, 'post', { topic: 'é'.repeat(5_000) }, 'characters in a post'],
    ['/report/roads', 'report', { what: 'A hole.', where: '' }, 'Say where it is.'],
    ['/report/roads', 'report', { ...dry, where: place }, 'at most 200 characters.'],
    ['/report/home-water', 'report', { ...dry, account: number }, 'at most 40 characters.'],
  ] as const;
  for (const [path, verb, typed, told] of refusals) {
    await browser.open(path);
    const { action, fields } = browser.form(verb);
    await browser.post(action, { ...fields, ...typed, ...said });
    expect([path, browser.page.status]).toEqual([path, 409]);
    expect(browser.form(verb).fields).toMatchObject({ ...typed, alt: said.alt });
    expect(browser.page.text).toContain('Choose the picture again.');
    expect(browser.page.text).toContain(told);
  }
  // Who was signed out meanwhile, or whose browser lost its cookies, is told once they are in again.
  for (const cookie of ['kept', 'lost']) {
    await browser.open(`${WELCOME}/new`);
    const { action, fields } = browser.form('post');
    if (cookie === 'lost') browser.cookies.delete('person');
    else {
      const sameBrowser = new Scriptless(site.url);
      for (const [name, value] of browser.cookies) sameBrowser.cookies.set(name, value);
      await sameBrowser.open('/menu');
      await sameBrowser.submit('sign-out');
    }
    await browser.post(action, { ...fields, topic: 'Dry.', photo });
    await browser.submit('sign-in', { username: name, password: 'secret-pass' });
    expect([cookie, browser.form('post').fields.topic]).toEqual([cookie, 'Dry.']);
    expect(browser.page.text).toContain('Choose the picture again.');
  }
  // Tried again where nobody had answered, nothing goes out without it.
  const untaken = [
    [`${WELCOME}/t-photo`, 'comment', { comment: 'Tried again.' }],
    [`${WELCOME}/new`, 'post', { topic: 'Tried again.' }],
    ['/report/roads', 'report', { what: 'Tried again.', where: 'Main Road' }],
  ] as const;
  for (const [path, verb, typed] of untaken) {
    await browser.open(path);
    const { action, fields } = browser.form(verb);
    await browser.post(action, { ...fields, ...typed, photo: 'tap.jpg' });
    expect(browser.form(verb).fields).toMatchObject({ ...fields, ...typed });
    expect(browser.page.text).toContain('Choose the picture again.');
  }
  // What cannot be shown is not wanted again.
  await browser.open(`${WELCOME}/t-photo`);
  const { action, fields } = browser.form('comment');
  await browser.post(action, { ...fields, comment: 'Here.', ...said });
  expect(browser.page.text).toContain('This picture cannot be used.');
  expect(browser.page.text).not.toContain('Choose the picture again.');
});

test('a picture and the words beside it are saved together, and neither loses the other', async () => {
  const browser = new Scriptless(site.url);
  await browser.open('/login');
  await browser.submit('sign-in', { username: 'admin', password: site.adminPassword });
  const forms = [
    [`${WELCOME}/settings`, 'save-channel', { title: 'Welcome all', description: 'Of the town.' }],
    ['/profile/admin@localhost', 'save-profile', { name: 'The office', about: 'Here to help.' }],
  ] as const;
  const shown = () => browser.page.html.match(/\/avatar\?v=/g)?.length ?? 0;
  for (const [path, verb, typed] of forms) {
    await browser.open(path);
    const send = (picture: Blob) => {
      const { action, fields } = browser.form(verb);
      return browser.post(action, { ...fields, ...typed, picture });
    };
    await send(new Blob([Buffer.alloc(100)]));
    expect([path, browser.page.status, shown()]).toEqual([path, 409, 0]);
    expect(browser.page.text).toContain('This picture cannot be used.');
    expect(browser.form(verb).fields).toMatchObject(typed);
    await send(new Blob([new Uint8Array(await plain())]));
    expect([path, browser.page.status, shown()]).toEqual([path, 200, 1]);
    expect(browser.page.text).toContain('Saved.');
    expect((await browser.open(path)) && browser.form(verb).fields).toMatchObject(typed);
    // What was typed while somebody was signed out comes back, and the picture is missed.
    const { action, fields } = browser.form(verb);
    await browser.open('/menu');
    await browser.submit('sign-out');
    await browser.post(action, { ...fields, ...typed, picture: new Blob([Buffer.alloc(9)]) });
    await browser.submit('sign-in', { username: 'admin', password: site.adminPassword });
    expect(browser.form(verb).fields).toMatchObject(typed);
    expect(browser.page.text).toContain('Choose the picture again.');
  }
});

test('a profile shows what its person agreed to, and lists show their status', async () => {
  const { browser, name } = await somebody();
  const profile = `/profile/${name}@localhost`;
  const other = new Scriptless(site.url);
  await browser.open(profile);
  const inSight = /<button type="submit"[^>]* autofocus>Save<\/button><p class="(hint|problem)"/;
  await browser.submit('save-profile', { name: 'N'.repeat(200) });
  expect([inSight.exec(browser.page.html)?.[1], browser.page.status]).toEqual(['problem', 409]);
  await browser.submit('save-profile', { name: 'Neo', status: 'At the clinic\nuntil four' });
  expect(inSight.exec(browser.page.html)?.[1]).toBe('hint');
  expect(browser.page.text).toContain('Saved.');
  expect((await other.open(profile)).text).toContain('until four');
  expect(other.page.text).not.toContain('Follows');
  expect((await browser.open('/')).text).toContain('Neo At the clinic active');
  await browser.open(profile);
  expect(browser.page.html).toContain('href="/activity"');
  await browser.submit('save-profile', { 'shows-followed': 'on' });
  await eventually(async () => (await other.open(profile)).text.includes('Follows Welcome'));
  expect((await browser.open(profile)).html).toMatch(/name="shows-followed"[^>]* checked/);
  await browser.submit('save-profile');
  await eventually(async () => !(await other.open(profile)).text.includes('Follows'));
});

test('whom a person trusts in their channel says nothing on that person’s profile', async () => {
  const { browser, name } = await somebody();
  const me = `${name}@localhost`;
  const profile = `/profile/${me}`;
  await browser.open(profile);
  await browser.submit('save-profile', { status: 'At the clinic' });
  const ask = (who: XmppClient, payload: Parameters<typeof admin.request>[2]) =>
    who.request('set', 'channels.localhost', payload);
  const theirs = { url: site.url, domain: 'localhost', username: name, password: 'secret-pass' };
  const person = await connect(theirs);
  await ask(admin, subscribeRequest(me, 'admin@localhost'));
  await ask(person, setAffiliationRequest(me, 'admin@localhost', 'publisher'));
  await person.close();
  await ask(admin, publishRequest(me, { id: 'by-admin', text: 'At the bar' }, STATUS));
  const { text } = await new Scriptless(site.url).open(profile);
  expect([text.includes('At the clinic'), text.includes('At the bar')]).toEqual([true, false]);
});

test('a screen of one’s own leads strangers to where they join or sign in, and they come back to it', async () => {
  const { name } = await somebody();
  const own = [
    '/activity',
    '/notices',
    '/complaints',
    '/todo',
    '/desk',
    '/new',
    '/settings/account',
  ];
  const there = [`${WELCOME}/people?who=banned`, `${WELCOME}/settings`, '/places/temba/moderators'];
  for (const path of [...own, ...there]) {
    const browser = new Scriptless(site.url);
    await browser.open(path);
    expect(browser.page.text).toContain('You are reading without an account.');
    expect(browser.page.html).toMatch(/<main>.*href="\/signup".*href="\/login"/s);
    await browser.open('/login');
    await browser.submit('sign-in', { username: name, password: 'secret-pass' });
    expect(browser.page.path).toBe(path);
    expect(browser.page.text).not.toContain('You are reading without an account.');
  }
});

test('a channel that is not for everybody leads strangers to where they sign in, and they come back to it', async () => {
  const form = configChangeForm({ title: 'Elders', accessModel: 'authorize' });
  const request = createRequest('elders@topics.localhost', form);
  await admin.request('set', 'channels.localhost', request);
  const browser = new Scriptless(site.url);
  const { status, html } = await browser.open('/channel/elders@topics.localhost');
  expect([status, html.includes('href="/login"')]).toEqual([403, true]);
  await browser.open('/login');
  await browser.submit('sign-in', { username: 'admin', password: site.adminPassword });
  expect([browser.page.path, browser.page.status]).toEqual([
    ...['/channel/elders@topics.localhost', 200],
  ]);
});

test('where somebody was met who is reported is one field, however many channels one follows', async () => {
  const { browser } = await somebody();
  await browser.open('/profile/admin@localhost/report');
  expect(browser.page.html).toMatch(/<select id="in" name="in".*value="site"/s);
});

test('what is not there is not found, by what it is; where it was in a channel, one is led to that', async () => {
  const { browser } = await somebody();
  const toWelcome = /<main>.*<a class="button" href="\/channel\/welcome@topics.localhost"/s;
  const inWelcome = [
    ['never-there', 'There is no such topic.'],
    ['no%20name', 'There is no such topic.'],
    ['remove/never-there', 'It was not found.'],
    ['report/never-there', 'It was not found.'],
  ] as const;
  for (const [path, says] of inWelcome) {
    await browser.open(`${WELCOME}/${path}`);
    expect([path, browser.page.status, browser.page.text.includes(says)]).toEqual([
      path,
      404,
      true,
    ]);
    // Who hears pages hears that first.
    expect(titleOf(browser)).toMatch(new RegExp(`^${says}.* · WiFi Chat$`));
    expect(browser.page.html).toMatch(toWelcome);
  }
  const stranger = new Scriptless(site.url);
  expect((await stranger.open(`${WELCOME}/never-there`)).html).toMatch(toWelcome);
  expect((await browser.open('/incidents?before=nonsense')).text).toContain(
    'There is no such page.',
  );
  // Nobody is to come again for what can never be.
  for (const path of ['/channel/nonsense', '/profile/nonsense', '/profile/nobody@localhost']) {
    for (const each of [browser, stranger]) {
      expect([path, (await each.open(path)).status]).toEqual([path, 404]);
      expect(each.page.headers.get('retry-after')).toBeNull();
    }
  }
});

test('words that cannot be looked for stay in their field', async () => {
  const { browser } = await somebody();
  const many = Array.from({ length: 20 }, (_, n) => `word${n}`).join(' ');
  for (const words of ['?!', many]) {
    const { status, text, html } = await browser.open(`/search?q=${encodeURIComponent(words)}`);
    expect([status, text.includes('WiFi Chat did not take it.')]).toEqual([409, true]);
    expect(html).toContain(`value="${words}"`);
  }
});

const titleOf = ({ page }: Scriptless) => /<title>(.*?)<\/title>/.exec(page.html)?.[1];

test('the title of what each channel has says of which it is', async () => {
  const browser = new Scriptless(site.url);
  await browser.open('/login');
  await browser.submit('sign-in', { username: 'admin', password: site.adminPassword });
  await publish('t-title', 'To be removed, or not.');
  const own = ['settings', 'settings/delete', 'settings/place', 'new', 'people', 'log', 'for'];
  for (const path of [...own, 'remove/t-title']) {
    const { status } = await browser.open(`${WELCOME}/${path}`);
    expect([path, status]).toEqual([path, 200]);
    expect(titleOf(browser)).toMatch(/^[^·]+ · Welcome[^·]* · WiFi Chat$/);
  }
  const { html } = await browser.open('/settings');
  expect(html).toContain('<title>Settings · WiFi Chat</title>');
});

test('the menu of who decides leads to what waits for them', async () => {
  const channel = 'waiting-room@topics.localhost';
  const form = configChangeForm({ accessModel: 'authorize' });
  await admin.request('set', 'channels.localhost', createRequest(channel, form));
  const { browser } = await somebody();
  await browser.open(`/channel/${channel}`);
  await browser.submit('follow');
  expect((await browser.open('/menu')).html).not.toContain('href="/todo"');
  const official = new Scriptless(site.url);
  await official.open('/login');
  await official.submit('sign-in', { username: 'admin', password: site.adminPassword });
  await official.open('/menu');
  expect(official.page.html).toContain('href="/todo"');
  expect(official.page.text).toMatch(/To do \([1-9]\d*\)/);
});

test('an address like a file’s that is none is told to a person on a page, and to a program as it was', async () => {
  const browser = new Scriptless(site.url);
  browser.cookies.set('lang', 'af');
  const headers = { Accept: 'text/html,application/xhtml+xml' };
  for (const path of ['/index.php', '/old/about.html']) {
    await browser.open(path, { headers });
    expect([path, browser.page.status]).toEqual([path, 404]);
    expect(browser.page.text).toContain('Daar is nie so ’n bladsy nie.');
  }
  const answer = await fetch(`${site.url}/assets/gone.js`);
  expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
});

test('help without script promises nothing that the app alone does', async () => {
  const { browser } = await somebody();
  await browser.open('/help');
  expect(browser.page.text).toContain('On a shared phone, sign out when you are done.');
  expect(browser.page.text).not.toMatch(/soft key|sent later/);
});

test('a session that has ended keeps what was typed through signing in', async () => {
  const { browser, name } = await somebody();
  await publish('t-ended', 'Long talk.');
  await browser.open(`${WELCOME}/t-ended`);
  const { action, fields } = browser.form('comment');
  browser.cookies.delete('person');
  await browser.post(action, { ...fields, comment: 'Typed for an hour.' });
  expect(browser.page.text).toContain('Sign in again');
  await browser.submit('sign-in', { username: name, password: 'wrong-pass' });
  expect(browser.page.text).toContain('Username or password is wrong.');
  await browser.submit('sign-in', { username: name, password: 'secret-pass' });
  expect(browser.form('comment').fields.comment).toBe('Typed for an hour.');
  await browser.submit('comment');
  expect(browser.page.text).toContain('Typed for an hour.');
  expect(browser.page.path).toBe(`${WELCOME}/t-ended`);
});

test('so does what somebody tells of themselves, and whom a comment answers', async () => {
  const { browser, name } = await somebody();
  await browser.open(`/profile/${name}@localhost`);
  const profile = browser.form('save-profile');
  browser.cookies.delete('person');
  await browser.post(profile.action, { ...profile.fields, name: 'Neo', about: 'Block F' });
  await browser.submit('sign-in', { username: name, password: 'secret-pass' });
  expect(browser.form('save-profile').fields).toMatchObject({ name: 'Neo', about: 'Block F' });

  await publish('t-answer', 'Who is coming?');
  await publish('c-answer', 'I am.', 't-answer');
  await browser.open(`${WELCOME}/t-answer?reply=c-answer`);
  const { action, fields } = browser.form('comment');
  expect(fields.target).toBe('c-answer');
  browser.cookies.delete('person');
  await browser.post(action, { ...fields, comment: 'So am I.' });
  await browser.submit('sign-in', { username: name, password: 'secret-pass' });
  expect(browser.form('comment').fields).toMatchObject({
    ...{ target: 'c-answer', comment: 'So am I.', id: fields.id },
  });
});

test('a comment of one’s own that the newest page does not show is removed where it stands', async () => {
  const { browser } = await somebody();
  await publish('t-old', 'Who was first?');
  await browser.open(`${WELCOME}/t-old`);
  await browser.submit('comment', { comment: 'I was.' });
  const [, id] = /\?remove=([^"#]*)#asked"/.exec(browser.page.html) ?? [];
  for (let n = 1; n <= 31; n += 1) await publish(`c-old-${n}`, `Number ${n}.`, 't-old');
  expect((await browser.open(`${WELCOME}/t-old`)).text).not.toContain('I was.');

  const question = await browser.open(`${WELCOME}/t-old?remove=${id}`);
  expect(question.text).toContain('I was. Remove it for everybody?');
  expect(question.text).not.toContain('Number 1.');
  await browser.submit('remove');
  expect(browser.page.path).toBe(`${WELCOME}/t-old`);
  expect((await browser.open(`${WELCOME}/t-old?remove=${id}`)).text).toContain('Number 31.');
  expect(browser.page.text).not.toContain('I was.');
});

test('whom a comment answers is chosen while it is being written, and nothing typed is lost', async () => {
  const { browser } = await somebody();
  await publish('t-choose', 'Who brings what?');
  for (let n = 1; n <= 31; n += 1) await publish(`c-choose-${n}`, `I bring ${n}.`, 't-choose');
  const { html } = await browser.open(`${WELCOME}/t-choose`);
  const [button = ''] = /<button[^>]*value="c-choose-31"[^>]*>/.exec(html) ?? [];
  // Belongs to the form, where browsers know that; else it asks for the page of the answer.
  expect(button).toMatch(/ form="write".* name="reply"/);
  expect(html).toMatch(/<form id="write" method="post"/);
  expect(html).toMatch(/<form class="quiet-actions" method="get" action="[^"]*t-choose#comment"/);
  const first = browser.form('comment');
  const typed = { comment: 'Half a\nthought' };
  const press = (button: Record<string, string>) => {
    const { action, fields } = browser.form('comment');
    return browser.post(action, { ...fields, ...typed, ...button });
  };
  await press({ reply: 'c-choose-31' });
  const { id } = first.fields;
  expect(browser.form('comment').fields).toMatchObject({ id, ...typed, target: 'c-choose-31' });
  expect(browser.page.text).toContain('To admin:');
  // One that the newest page does not show; a photo that was chosen is missed.
  await press({ reply: 'c-choose-1', photo: 'stall.jpg' });
  expect(browser.form('comment').fields).toMatchObject({ id, ...typed, target: 'c-choose-1' });
  expect(browser.page.text).toContain('Choose the picture again.');
  await press({ 'no-answer': '1' });
  expect(browser.form('comment').fields).toMatchObject({ id, ...typed });
  expect(browser.form('comment').fields).not.toHaveProperty('target');
  await press({ reply: 'c-gone' });
  expect(browser.form('comment').fields).toMatchObject({ id, ...typed });
  // A session that has ended keeps both.
  const { action, fields } = browser.form('comment');
  browser.cookies.delete('person');
  await browser.post(action, { ...fields, ...typed, reply: 'c-choose-30' });
  await browser.submit('sign-in', { username: `reader-${names}`, password: 'secret-pass' });
  expect(browser.form('comment').fields).toMatchObject({ id, ...typed, target: 'c-choose-30' });
  expect(browser.page.html).not.toMatch(/<p class="text">Half a/);
  await browser.submit('comment');
  expect(browser.page.text).toMatch(/To admin: I bring 30\. +Half a thought/);
});

test('who goes from signing in to joining, or back, still comes to where they were', async () => {
  await publish('t-place', 'Stay here.');
  const path = `${WELCOME}/t-place`;
  const { name } = await somebody();
  const browser = new Scriptless(site.url);
  const follow = (screen: string) => {
    const [, href = ''] = new RegExp(`href="(/${screen}[^"]*)"`).exec(browser.page.html) ?? [];
    return browser.open(href);
  };
  await browser.open(path);
  await browser.open('/login');
  await follow('signup');
  // Refused, and back and there again.
  await browser.submit('join', { username: name, password: '1' });
  await follow('login');
  await browser.submit('sign-in', { username: name, password: 'wrong-pass' });
  await follow('signup');
  const joined = { username: `${name}-b`, password: 'secret-pass', rules: 'on' };
  expect((await browser.submit('join', joined)).path).toBe(path);
  // Nobody is led away by a link.
  const led = new Scriptless(site.url);
  await led.open(`/login?next=${encodeURIComponent('//elsewhere.example/channel/a@b')}`);
  await led.submit('sign-in', { username: name, password: 'secret-pass' });
  expect(led.page.path).toBe('/');
});

test('who has to sign in again for what they typed is not led away from it when the password is wrong', async () => {
  const { browser, name } = await somebody();
  await browser.open(`${WELCOME}/new`);
  const { action, fields } = browser.form('post');
  browser.cookies.delete('person');
  await browser.post(action, { ...fields, title: 'Lamps', topic: 'Two are dark.' });
  await browser.submit('sign-in', { username: name, password: 'wrong-pass' });
  expect(browser.page.text).toContain('Username or password is wrong.');
  expect(browser.page.html.match(/href="\/signup/)).toBeNull();
});

test('why a post is not removed is told at that post, and what it is asked of is asked once more', async () => {
  const { browser } = await somebody();
  await publish('t-stays', 'Whose is this?');
  await publish('c-stays', 'Mine.', 't-stays');
  await browser.open(`${WELCOME}/t-stays`);
  const { action, fields } = browser.form('comment');
  const page = await browser.post(action, { ...fields, verb: 'remove', item: 'c-stays' });
  expect(page.status).toBe(409);
  const [, asked = ''] = /Mine\.(.*?)<\/article>/s.exec(page.html) ?? [];
  expect(asked).toMatch(/id="asked" role="alert"><p class="problem">You may not do this here/);
  expect(asked).toContain('name="item" value="c-stays"');
  expect(page.html.match(/You may not do this here/g)).toHaveLength(1);
});

test('so does whom an administrator appoints', async () => {
  const browser = new Scriptless(site.url);
  await browser.open('/login');
  await browser.submit('sign-in', { username: 'admin', password: site.adminPassword });
  await browser.open('/places/temba/moderators');
  const { action, fields } = browser.form('appoint');
  browser.cookies.delete('person');
  await browser.post(action, { ...fields, appointee: 'nomsa' });
  await browser.submit('sign-in', { username: 'admin', password: site.adminPassword });
  expect(browser.form('appoint').fields.appointee).toBe('nomsa');
});

test('a channel’s settings that came when the session had ended change what was changed in them', async () => {
  const shed = 'shed@topics.localhost';
  const configure = (change: ConfigChange) =>
    admin.request('set', 'channels.localhost', configureRequest(shed, configChangeForm(change)));
  const begin = configChangeForm({ title: 'Shed', description: 'Tools' });
  await admin.request('set', 'channels.localhost', createRequest(shed, begin));
  const browser = new Scriptless(site.url);
  const signIn = async () =>
    browser.submit('sign-in', { username: 'admin', password: site.adminPassword });
  await browser.open('/login');
  await signIn();
  await browser.open(`/channel/${shed}/settings`);
  const { action, fields } = browser.form('save-channel');
  await configure({ description: 'Tools and seeds', accessModel: 'authorize' });
  browser.cookies.delete('person');
  await browser.post(action, { ...fields, title: 'The shed' });
  await signIn();
  const since = { description: 'Tools and seeds', readers: 'authorize' };
  expect(browser.form('save-channel').fields).toMatchObject({ title: 'The shed', ...since });
  await browser.submit('save-channel');
  expect(browser.form('save-channel').fields).toMatchObject({ title: 'The shed', ...since });
});

test('what an official began before the session ended is not done to what a colleague changed since', async () => {
  const store = 'store@topics.localhost';
  const ask = (payload: Parameters<typeof admin.request>[2]) =>
    admin.request('set', 'channels.localhost', payload);
  const { browser: citizen, name: reporter } = await somebody();
  await citizen.open('/report/lighting');
  await citizen.submit('report', { what: 'All dark.', where: 'Main Street' });
  const reference = /href="\/incidents\/([^"]+)"/.exec(citizen.page.html)?.[1] as string;
  const { browser, name } = await somebody();
  await ask(createRequest(store, configChangeForm({ title: 'Store' })));
  await citizen.open(`/channel/${store}`);
  await citizen.submit('follow');
  for (const channel of ['welcome@topics.localhost', store]) {
    if (channel === store) {
      await browser.open(`/channel/${store}`);
      await browser.submit('follow');
    }
    await ask(setAffiliationRequest(channel, `${name}@localhost`, 'moderator'));
  }
  /** Sends a form that was drawn before a colleague did that, when the session has ended; then signs in. */
  const sendLate = async (
    path: string,
    verb: string,
    said: Readonly<Record<string, string>>,
    done: Parameters<typeof admin.request>[2],
  ) => {
    await browser.open(path);
    const { action, fields } = browser.form(verb);
    await ask(done);
    browser.cookies.delete('person');
    await browser.post(action, { ...fields, ...said });
    await browser.submit('sign-in', { username: name, password: 'secret-pass' });
  };

  const member = `/channel/${store}/people/${reporter}@localhost`;
  const trust = setAffiliationRequest(store, `${reporter}@localhost`, 'publisher');
  await sendLate(member, 'set-role', { role: 'outcast', reason: 'Shouts.' }, trust);
  expect(browser.form('set-role').fields).toMatchObject({ role: 'publisher', reason: 'Shouts.' });

  const said = { state: 'refused', answer: 'Not ours.' };
  await sendLate(`/desk/${reference}`, 'answer', said, answerRequest(reference, 'done', 'Lit.'));
  expect(browser.form('answer').fields).toMatchObject(said);
  await browser.submit('answer');
  expect(browser.page.text).toContain('Somebody else changed this meanwhile.');
  expect(browser.form('answer').fields).toMatchObject(said);
  await browser.submit('answer');
  expect(browser.page.text).toContain('Saved.');
});

test('what was typed is there also where its screen is not: the topic was removed meanwhile', async () => {
  const { browser, name } = await somebody();
  const typed = { comment: 'Typed for\nan hour.' };
  for (const path of [`${WELCOME}/t-gone-1`, `${WELCOME}/t-gone-2`]) {
    const id = path.replace(/.*\//, '');
    await publish(id, 'Soon gone.');
    await browser.open(path);
    const { action, fields } = browser.form('comment');
    const request = retractRequest('welcome@topics.localhost', id);
    await admin.request('set', 'channels.localhost', request);
    // The second time the session has ended, too.
    if (path.endsWith('2')) browser.cookies.delete('person');
    await browser.post(action, { ...fields, ...typed });
    if (path.endsWith('2')) {
      await browser.submit('sign-in', { username: name, password: 'secret-pass' });
    }
    expect(browser.page.status).toBe(404);
    expect(browser.page.text).toContain('There is no such topic.');
    expect(browser.form('comment')).toMatchObject({ action, fields: { ...typed, id: fields.id } });
  }
});

test('what was typed is there also where nobody may write any more, and an official’s where they are none any more', async () => {
  const { browser, name } = await somebody();
  const channel = 'hall@topics.localhost';
  const path = `/channel/${channel}`;
  const configure = (vars: Record<string, string>) =>
    admin.request(
      'set',
      'channels.localhost',
      configureRequest(channel, configChangeForm({ vars })),
    );
  const setRole = (role: Affiliation) => {
    const request = setAffiliationRequest(channel, `${name}@localhost`, role);
    return admin.request('set', 'channels.localhost', request);
  };
  await admin.request('set', 'channels.localhost', createRequest(channel, configChangeForm({})));
  const topic = { id: 't-hall', title: 'Hall', text: 'Who has the keys?', parent: null };
  await admin.request('set', 'channels.localhost', publishRequest(channel, topic));
  await browser.open(path);
  await browser.submit('follow');
  await setRole('moderator');
  /** Opens a form, lets `meanwhile` happen, and sends it; what it comes back with. */
  const send = async (
    address: string,
    verb: string,
    typed: Record<string, string>,
    meanwhile: () => Promise<unknown>,
  ) => {
    await eventually(async () => (await browser.open(address)).html.includes(`value="${verb}"`));
    const { action, fields } = browser.form(verb);
    await meanwhile();
    const page = await browser.post(action, { ...fields, ...typed });
    expect([verb, page.status]).toEqual([verb, expect.toBeOneOf([403, 409])]);
    expect(browser.form(verb)).toMatchObject({ action, fields: { ...typed, id: fields.id } });
  };
  const none = () => setRole('publisher');
  const removal = { reason: 'It names somebody who has the keys.' };
  await send(`${path}/remove/t-hall`, 'remove-post', removal, none);
  await setRole('moderator');
  const spoken = { 'on-behalf': 'Gogo Dlamini', title: 'Keys', topic: 'She has them.' };
  await send(`${path}/for`, 'write-for', spoken, none);
  const close = () => configure({ [CLOSED]: 'true' });
  await send(`${path}/t-hall`, 'comment', { comment: 'Typed for\nan hour.' }, close);
  await configure({ [CLOSED]: '' });
  await send(`${path}/new`, 'post', { title: 'Hours', topic: 'Typed for\ntwo.' }, close);
});

test('an open page is kept until it changes; a removed post is gone from the next request', async () => {
  await publish('t-kept', 'Kept.');
  const path = `${WELCOME}/t-kept`;
  const browser = new Scriptless(site.url);
  const first = await browser.open(path);
  const etag = first.headers.get('etag') as string;
  const again = await browser.open(path, { headers: { 'If-None-Match': etag } });
  expect(again.status).toBe(304);
  await publish('c-kept', 'Now there is a comment.', 't-kept');
  await eventually(async () => (await browser.open(path)).text.includes('Now there is a comment.'));
  const removal = retractRequest('welcome@topics.localhost', 'c-kept');
  await admin.request('set', 'channels.localhost', removal);
  await eventually(async () => !(await browser.open(path)).text.includes('Now there is'));
});

test('no page is kept under the address of another', async () => {
  const browser = new Scriptless(site.url);
  await browser.open('/places/all?before=%20a&q=b');
  expect((await browser.open('/places/all?q=a%20b')).html).toContain('value="a b"');
});

test('what a reader is about to do with a post is asked of nobody else', async () => {
  await publish('t-asked', 'The market moves.');
  await publish('c-asked', 'Where to?', 't-asked');
  const reader = new Scriptless(site.url);
  const asking = await reader.open(`${WELCOME}/t-asked?remove=c-asked`);
  expect(asking.text).toContain('Remove it for everybody?');
  const others = await new Scriptless(site.url).open(`${WELCOME}/t-asked`);
  expect(others.text).toContain('Where to?');
  expect(others.text).not.toContain('Remove it for everybody?');
});

test('who is banned does not read what everybody reads, and what is kept for them', async () => {
  const path = `${WELCOME}/t-banned`;
  await publish('t-banned', 'For all but one.');
  const stranger = new Scriptless(site.url);
  const { browser, name } = await somebody();
  await eventually(async () => {
    for (const each of [stranger, stranger, browser]) await each.open(path);
    return browser.page.text.includes('For all but one.');
  });
  await browser.open(`${WELCOME}/new`);
  const written = browser.form('post');
  const ban = setAffiliationRequest('welcome@topics.localhost', `${name}@localhost`, 'outcast');
  await admin.request('set', 'channels.localhost', ban);
  for (const each of [path, WELCOME, `${WELCOME}/new`]) {
    await eventually(async () => (await browser.open(each)).status === 403);
    expect(browser.page.text).not.toContain('For all but one.');
    // Why, and for how long, stands there.
    expect(browser.page.html).toMatch(/<main>.*You are banned from welcome.*href="\/notices"/s);
  }
  await browser.post(written.action, { ...written.fields, topic: 'Written before that.' });
  expect(browser.page.text).toMatch(/Written before that\. You are banned from welcome/);
  expect((await stranger.open(path)).text).toContain('For all but one.');
});

test('pages of people are kept by nobody', async () => {
  const { browser } = await somebody();
  for (const path of ['/', WELCOME, `${WELCOME}/new`, '/menu', '/login']) {
    const { headers } = await browser.open(path);
    expect([path, headers.get('cache-control')]).toEqual([path, 'private, no-store']);
    expect(headers.get('vary')).toContain('Cookie');
  }
  const stranger = new Scriptless(site.url);
  expect((await stranger.open(WELCOME)).headers.get('cache-control')).toBe('no-cache');
  expect(stranger.page.html).not.toContain('<form');
});

test('what is only told takes nothing', async () => {
  for (const path of ['/robots.txt', `${WELCOME}/feed`]) {
    const answer = await fetch(site.url + path, { method: 'POST', body: new URLSearchParams() });
    expect([path, answer.status, answer.headers.get('allow')]).toEqual([path, 405, 'GET, HEAD']);
  }
});

test('all is read as far as the page told of it: not what came since', async () => {
  const { browser } = await somebody();
  for (const path of ['/', WELCOME]) {
    await publish(`t-told${path.length}`, 'Told of.');
    await eventually(async () => (await browser.open(path)).text.includes('1 new'));
    const { action, fields } = browser.form('mark-read');
    await publish(`t-since${path.length}`, 'Come since.');
    await browser.post(action, fields);
    expect(browser.page.text).toContain('1 new');
    await browser.submit('mark-read');
    expect(browser.page.text).not.toContain('1 new');
  }
});

test('a form that has to be sent once more says as far as the first one what is read', async () => {
  const { browser } = await somebody();
  await publish('t-once-more', 'Told of.');
  await eventually(async () => (await browser.open('/')).text.includes('1 new'));
  const { action, fields } = browser.form('mark-read');
  await browser.post(action, { ...fields, token: '' });
  expect(browser.page.text).toContain('1 new');
  await browser.submit('mark-read');
  expect(browser.page.text).not.toContain('1 new');
});

test('who asks for the headers of a topic alone has not read it', async () => {
  const { browser } = await somebody();
  await publish('t-head', 'Read me, not my headers.');
  const badges = async () => (await browser.open('/?counts')).html;
  await eventually(async () => (await badges()).includes(WELCOME));
  const path = `${WELCOME}/t-head`;
  expect((await browser.open(path, { method: 'HEAD' })).status).toBe(200);
  expect(await badges()).toContain('1 new');
  await browser.open(path);
  expect(await badges()).toBe('');
});

test('nor what an office said to a report', async () => {
  const { browser } = await somebody();
  await browser.open('/report/lighting');
  await browser.submit('report', { what: 'All dark.', where: 'Main Street' });
  const [, path = ''] = /href="(\/incidents\/[^"]+)"/.exec(browser.page.html) ?? [];
  const official = new Scriptless(site.url);
  await official.open('/login');
  await official.submit('sign-in', { username: 'admin', password: site.adminPassword });
  await official.open(path.replace('incidents', 'desk'));
  await official.submit('answer', { state: 'working', answer: 'Tomorrow.' });
  const isNews = async () => (await browser.open('/')).text.includes('new answer');
  expect(await eventually(isNews)).toBe(true);
  expect((await browser.open(path, { method: 'HEAD' })).status).toBe(200);
  expect(await isNews()).toBe(true);
  expect((await browser.open(path)).text).toContain('Tomorrow.');
  expect(await isNews()).toBe(false);
});

test('whom to phone is kept by a browser whatever its cookies, and by no other cache', async () => {
  const { browser } = await somebody();
  for (const reader of [browser, new Scriptless(site.url)]) {
    const { headers, html } = await reader.open('/emergency');
    expect(headers.get('cache-control')).toContain('private, max-age=86400');
    expect(headers.get('vary')).toBe('Accept-Language, Accept-Encoding');
    // The app does not know who is signed in by cookie.
    expect(html).not.toContain('<script');
  }
});

test('a session that has ended is told where one signs in, at a picture too', async () => {
  const channel = 'clinic@topics.localhost';
  const form = configChangeForm({ accessModel: 'whitelist' });
  await admin.request('set', 'channels.localhost', createRequest(channel, form));
  const { browser } = await somebody();
  const person = browser.cookies.get('person') as string;
  const look = () => browser.open(`/media/${channel}/avatar`, { headers: { Accept: 'text/html' } });
  expect((await look()).status).toBe(403);
  expect(browser.page.html).not.toContain('href="/login"');
  await browser.open('/menu');
  await browser.submit('sign-out');
  browser.cookies.set('person', person);
  expect((await look()).status).toBe(403);
  expect(browser.page.html).toContain('href="/login"');
  expect(browser.cookies.has('person')).toBe(false);
});

test('a password that no account can have is told of at its field', async () => {
  const browser = new Scriptless(site.url);
  const chosen = ['five5', 'a'.repeat(129), 'a'.repeat(2_000), 'a'.repeat(50_000), 'with\ta-tab'];
  for (const password of chosen) {
    await browser.join('long-password', password);
    const { status, html } = browser.page;
    const [, told] = /id="password-problem"[^>]*>([^<]*)/.exec(html) ?? [];
    const sentence = 'The password needs 6 to 128 letters, digits or signs.';
    expect([password.length, status, told]).toEqual([password.length, 422, sentence]);
    await browser.open('/login');
    await browser.submit('sign-in', { username: 'admin', password });
    expect(browser.page.text).toContain('Username or password is wrong.');
  }
  expect((await browser.join('long-password', '🔑'.repeat(64))).path).toBe('/');
});

test('an open channel has a feed; a closed one, and one that is none, show nothing', async () => {
  await publish('t-feed', 'In the feed.');
  const browser = new Scriptless(site.url);
  // What the pages hold of an open channel is true again once its push came.
  const feed = await eventually(async () => {
    const page = await browser.open(`${WELCOME}/feed`);
    return page.html.includes('In the feed.') ? page : null;
  });
  expect(feed.headers.get('content-type')).toContain('application/atom+xml');
  expect((await browser.open('/channel/nothing@topics.localhost')).status).toBe(404);
  expect((await browser.open('/channel/nothing@topics.localhost/feed')).status).toBe(404);
  expect((await browser.open('/no/such/page')).status).toBe(404);
});

test('a channel that is closed is gone from every page, and its kept pages with it', async () => {
  const channel = 'council@topics.localhost';
  const path = `/channel/${channel}`;
  const setAccess = (accessModel: 'open' | 'whitelist') =>
    admin.request(
      'set',
      'channels.localhost',
      configureRequest(channel, configChangeForm({ title: 'Council chamber', accessModel })),
    );
  await admin.request('set', 'channels.localhost', createRequest(channel, configChangeForm({})));
  await setAccess('open');
  await admin.request(
    'set',
    'channels.localhost',
    publishRequest(channel, { id: 't-closed', title: 'Budget talk', text: 'Not for all.' }),
  );
  const browser = new Scriptless(site.url);
  expect((await browser.open(path)).text).toContain('Budget talk');
  expect((await browser.open(`${path}/t-closed`)).text).toContain('Not for all.');
  await eventually(async () => (await browser.open('/')).text.includes('Council chamber'));
  await setAccess('whitelist');
  for (const place of ['/', path, `${path}/t-closed`, `${path}/feed`]) {
    const isGone = async () =>
      !/Council chamber|Budget talk|Not for all/.test((await browser.open(place)).html);
    await eventually(isGone);
  }
});

test.each(['closed since it was read', 'closed always'])(
  'who follows a channel that is %s reads it after strangers were refused it, and all do once it is open',
  async (since) => {
    const channel = `${since.replaceAll(' ', '-')}@topics.localhost`;
    const path = `/channel/${channel}`;
    const { browser: member, name } = await somebody();
    const stranger = new Scriptless(site.url);
    const ask = (payload: Parameters<typeof admin.request>[2]) =>
      admin.request('set', 'channels.localhost', payload);
    const setAccess = (accessModel: 'open' | 'authorize') =>
      ask(configureRequest(channel, configChangeForm({ accessModel })));
    await ask(createRequest(channel, configChangeForm({ accessModel: 'authorize' })));
    await ask(publishRequest(channel, { id: 't-budget', title: 'Budget talk', text: 'Ours.' }));
    await member.open(path);
    await member.submit('follow');
    await ask(setSubscriptionRequest(channel, `${name}@localhost`, 'subscribed'));
    if (since !== 'closed always') {
      await setAccess('open');
      await eventually(async () => (await stranger.open(path)).text.includes('Budget talk'));
      await setAccess('authorize');
    }
    const pages = [path, `${path}?page=2`, `${path}?page=3`, `${path}/feed`];
    const asked = await Promise.all(pages.map((page) => new Scriptless(site.url).open(page)));
    expect(asked.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
    for (const page of [path, `${path}/t-budget`]) {
      expect((await member.open(page)).text).toContain('Budget talk');
    }
    await setAccess('open');
    await eventually(async () => (await stranger.open(path)).text.includes('Budget talk'));
  },
);

test('each reads in their own language', async () => {
  const browser = new Scriptless(site.url);
  const page = await browser.open('/', { headers: { 'Accept-Language': 'zu-ZA,zu;q=0.9' } });
  expect(page.html).toContain('<html lang="zu">');
  expect((await browser.open('/?lang=af')).html).toContain('<html lang="af">');
  expect((await browser.open(WELCOME)).html).toContain('<html lang="af">');
  expect((await new Scriptless(site.url).open('/')).html).toContain('<html lang="en">');
});

test('over plain HTTP, where nothing goes over that, one is sent to where it does', async () => {
  const plain = await startSite({ env: { DOMAIN: 'town.example', PLAIN_HTTP: 'off' } });
  try {
    for (const [method, status] of [
      ['GET', 302],
      ['HEAD', 302],
      ['POST', 307],
    ] as const) {
      const answer = await fetch(`${plain.url}/login?x=1`, { method, redirect: 'manual' });
      const { headers } = answer;
      const told = [answer.status, headers.get('location'), headers.get('cache-control')];
      expect(told).toEqual([status, expect.stringMatching(/^https:.*\/login\?x=1$/), 'no-store']);
    }
  } finally {
    await plain.stop();
  }
});

test('over plain HTTP, where it may be read only, nothing secret is asked for or taken', async () => {
  const plain = await startSite({ env: { DOMAIN: 'town.example', PLAIN_HTTP: 'read' } });
  try {
    const browser = new Scriptless(plain.url);
    expect((await browser.open('/')).text).toContain('This connection is not encrypted');
    expect(browser.page.html).not.toContain('<script');
    for (const path of ['/login', '/signup']) {
      expect((await browser.open(path)).status).toBe(403);
      expect(browser.page.html).not.toContain('<form');
    }
    const fields = { verb: 'sign-in', username: 'admin', password: plain.adminPassword };
    expect((await browser.post('/login', fields)).status).toBe(403);
    expect(browser.cookies.size).toBe(0);
  } finally {
    await plain.stop();
  }
});

test('what another app shares is put into the field of a new topic', async () => {
  const { browser } = await somebody();
  await browser.open('/share?title=No+water&url=https%3A%2F%2Fa.example%2F');
  const href = `${WELCOME}/new?text=No%20water%0Ahttps%3A%2F%2Fa.example%2F`;
  expect(browser.page.html).toContain(`href="${href}"`);
  await browser.open(href);
  expect(browser.form('post').fields.topic).toBe('No water\nhttps://a.example/');
});

test('somebody tells of themselves, and finds what was written', async () => {
  const { browser, name } = await somebody();
  await publish('t-search', 'Where is the borehole at Mabopane?');
  await browser.open(`/profile/${name}@localhost`);
  await browser.submit('save-profile', { name: 'Naledi M', status: 'At work', about: 'Block F' });
  expect(browser.page.text).toContain('Naledi M');
  expect(browser.form('save-profile').fields.status).toBe('At work');
  const stranger = new Scriptless(site.url);
  expect((await stranger.open(`/profile/${name}@localhost`)).text).toContain('Block F');
  expect((await browser.open('/search?q=borehole')).text).toContain('at Mabopane?');
  await browser.open(`${WELCOME}/t-search`);
  await browser.submit('comment', { comment: 'Behind the clinic.' });
  expect((await browser.open('/activity')).text).toContain('Behind the clinic.');
});

test('what a session was told of its channels is asked anew when anybody changes it', async () => {
  const { browser, name } = await somebody();
  const channel = 'library@topics.localhost';
  const path = `/channel/${channel}`;
  const ask = (payload: Parameters<typeof admin.request>[2]) =>
    admin.request('set', 'channels.localhost', payload);
  const configure = (title: string) => ask(configureRequest(channel, configChangeForm({ title })));
  await ask(createRequest(channel, configChangeForm({ title: 'Library' })));
  await browser.open(path);
  await browser.submit('follow');
  expect((await browser.open('/')).text).toContain('Library');
  await configure('Reading room');
  await eventually(async () => (await browser.open('/')).text.includes('Reading room'));
  await ask(publishRequest(channel, { id: 't-new', title: 'New books', text: 'Twelve.' }));
  await eventually(async () => (await browser.open('/')).text.includes('1 new'));
  const other = new Scriptless(site.url);
  await other.open('/login');
  await other.submit('sign-in', { username: name, password: 'secret-pass' });
  expect((await other.open(path)).text).toContain('Unfollow');
  await other.open(`${path}/t-new`);
  await eventually(async () => !(await browser.open('/')).text.includes('1 new'));
  await other.open(path);
  await other.submit('unfollow');
  await eventually(async () => !(await browser.open(path)).text.includes('Unfollow'));
});

test('the size of text and the language are kept for a browser alone', async () => {
  const browser = new Scriptless(site.url);
  await browser.open('/settings');
  const form = browser.form('text-size');
  const sent = await fetch(`${site.url}/settings?lang=en`, {
    method: 'POST',
    redirect: 'manual',
    headers: { Cookie: `browser=${browser.cookies.get('browser')}` },
    body: new URLSearchParams({ ...form.fields, size: '3' }),
  });
  // For a year, which the oldest browsers read from the date alone.
  const years = sent.headers.getSetCookie().map((cookie) => {
    const [, date = ''] =
      /Max-Age=31536000; Expires=([^;]+)/.exec(cookie.replace(/; SameSite=Lax/, '')) ?? [];
    return Math.round((Date.parse(date) - Date.now()) / 86_400_000);
  });
  expect(years).toEqual([365, 365]);
  await browser.post(form.action, { ...form.fields, size: '3' });
  expect(browser.page.html).toContain('class="text-3"');
  expect((await browser.open(WELCOME)).html).toContain('class="text-3"');
  expect((await new Scriptless(site.url).open(WELCOME)).html).not.toContain('class="text-');
  browser.cookies.set('text', '9"><script>');
  expect((await browser.open(WELCOME)).html).not.toContain('class="text-');
});

test('who asks for it stays signed in when the browser was closed; nobody else does', async () => {
  const { browser, name } = await somebody();
  const typed = { username: name, password: 'secret-pass' };
  await browser.open('/menu');
  await browser.submit('sign-out');
  for (const [stay, cookie] of [
    [{}, /^person=[^;]+; Path=\/; HttpOnly; SameSite=Lax$/],
    [
      { stay: 'on' },
      /^person=[^;]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=1814400; Expires=\w{3}, \d\d [^;]+ GMT$/,
    ],
  ] as const) {
    await browser.open('/login');
    const { action, fields } = browser.form('sign-in');
    const body = new URLSearchParams({ ...fields, ...typed, ...stay });
    const cookies = [...browser.cookies].map((pair) => pair.join('=')).join('; ');
    const headers = { Cookie: cookies };
    const answer = await fetch(site.url + action, {
      ...{ method: 'POST', body, headers, redirect: 'manual' },
    });
    expect(answer.headers.getSetCookie()).toContainEqual(expect.stringMatching(cookie));
  }
  // Refused, the tick is still there.
  await browser.open('/login');
  const wrong = { username: name, password: 'wrong-pass', stay: 'on' };
  expect((await browser.submit('sign-in', wrong)).html).toMatch(/<input[^>]*id="stay"[^>]*checked/);
});

test('an account is given up by its password, and nothing of it is left', async () => {
  const { browser, name } = await somebody();
  await browser.open(`${WELCOME}/new`);
  await browser.submit('post', { title: 'Soon gone', topic: 'With its author.' });
  await browser.open('/settings/delete');
  const wrong = await browser.submit('delete-account', { password: 'wrong-pass' });
  expect([wrong.status, wrong.text]).toEqual([422, expect.stringContaining('password is wrong')]);
  const gone = await browser.submit('delete-account', { password: 'secret-pass' });
  expect(gone.text).toContain('Your account is deleted.');
  expect((await browser.open('/menu')).text).toContain('reading without an account');
  await eventually(async () => !(await browser.open(WELCOME)).text.includes('Soon gone'));
  await browser.open('/login');
  await browser.submit('sign-in', { username: name, password: 'secret-pass' });
  expect(browser.page.text).toContain('Username or password is wrong.');
});

test('two people behind one cache are never shown what is for the other', async () => {
  await publish('t-shared', 'For everybody.');
  const cache = await SharedCache.before(site.url);
  try {
    const people = [await somebody(), await somebody()].map(({ browser, name }) => {
      const behind = new Scriptless(cache.url);
      for (const [cookie, value] of browser.cookies) behind.cookies.set(cookie, value);
      return { behind, name };
    });
    const stranger = new Scriptless(cache.url);
    const places = ['/', WELCOME, `${WELCOME}/t-shared`, '/menu', '/settings', '/activity'];
    for (const place of [...places, ...places]) {
      await stranger.open(place);
      expect(stranger.page.html).not.toMatch(/reader-\d+@/);
      for (const { behind, name } of people) {
        const { html } = await behind.open(place);
        const named = html.match(/reader-\d+(?=@)/g) ?? [];
        expect(named.filter((other) => other !== name)).toEqual([]);
        const [token] = /name="token" value="[^"]+"/.exec(html) ?? [];
        const others = people.filter((one) => one.behind !== behind);
        if (token) for (const one of others) expect(one.behind.page.html).not.toContain(token);
      }
    }
    expect(people[0]?.behind.page.text).not.toBe(stranger.page.text);
    // It did keep what may be kept, or nothing was shown here.
    expect((await new Scriptless(cache.url).open(WELCOME)).status).toBe(200);
    expect(cache.hits).toBeGreaterThan(0);
  } finally {
    cache.close();
  }
});

test('the connection that reads for everybody is told of each time that the service was away', async () => {
  await new Scriptless(site.url).open(WELCOME);
  const database = new Sqlite(join(site.dataDir, 'channels.sqlite'));
  const seen = () =>
    database
      .prepare(`SELECT seen_at FROM sessions WHERE full_jid LIKE '%@anon.%'`)
      .pluck()
      .all() as string[];
  await eventually(() => seen().length > 0);
  const { ports, secrets } = readState(pathsIn(site.dataDir).state);
  for (const time of ['first', 'second']) {
    // Nothing was heard of it for longer than anybody is remembered.
    database.exec(`UPDATE sessions SET seen_at = '2000-01-01'`);
    // Whoever knows the secret takes the service's place, until that takes it back.
    const other = new ComponentLink({
      ...{ host: '127.0.0.1', port: ports.component, secret: secrets.channels },
      ...{ domain: 'channels.localhost', onStanza: () => undefined },
      ...{ onOnline: () => undefined, onOffline: () => other.stop() },
    });
    other.start();
    await eventually(() => seen().some((at) => at > '2000-01-01')).catch(() => {
      throw new Error(`not told the ${time} time`);
    });
  }
  database.close();
});

/** A whole day of one person with a phone that has keys alone: nothing is lost, doubled or left behind. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { configChangeForm } from '../../src/protocol/config-form.ts';
import { publishRequest } from '../../src/protocol/pubsub.ts';
import { createRequest, setAffiliationRequest } from '../../src/protocol/pubsub-owner.ts';
import type { Element } from '../../src/protocol/xml.ts';
import { connect } from '../../src/server/stream/client.ts';
import { ChaosProxy } from '../harness/chaos-proxy.ts';
import { type Site, startSite } from '../harness/site.ts';
import { arrowTo, choose, focused, typeInto } from './hands.ts';
import { openPersistentPhone, type Phone } from './phone.ts';
import { postsOnSite } from './posts-on-site.ts';
import { filesWith, newProfile, removeProfile } from './profile-folder.ts';
import { everythingStored } from './stored.ts';

const WELCOME = 'welcome@topics.localhost';
const CLINIC = 'clinic@topics.localhost';
const ANNA = 'anna@localhost';

const profile = newProfile();
let site: Site;
let link: ChaosProxy;
let admin: Awaited<ReturnType<typeof connect>>;
let anna: Phone;

const asAdmin = (request: Element) => admin.request('set', 'channels.localhost', request);

beforeAll(async () => {
  site = await startSite();
  link = await ChaosProxy.to(site.url);
  const { url, domain, adminPassword: password } = site;
  admin = await connect({ url, domain, username: 'admin', password });
  const open = { accessModel: 'open', defaultAffiliation: 'publisher' } as const;
  await asAdmin(createRequest(CLINIC, configChangeForm({ title: 'Clinic', ...open })));
  await asAdmin(publishRequest(CLINIC, { id: 'hours', title: 'Hours', text: 'From seven.' }));
  await asAdmin(publishRequest(WELCOME, { id: 'lights', title: 'Lights', text: 'Off again?' }));
});

afterAll(async () => {
  await anna?.context.close();
  await admin?.close();
  await link?.close();
  await site?.stop();
  removeProfile(profile);
});

const press = (key: string) => anna.page.keyboard.press(key);

async function back(heading: string): Promise<void> {
  await press('Backspace');
  await anna.heading(heading);
}

async function go(name: string): Promise<void> {
  await choose(anna, name);
  await anna.heading(name);
}

async function comment(text: string): Promise<void> {
  await typeInto(anna, 'Comment', text);
  await arrowTo(anna, 'Send');
  await press('Enter');
}

async function restartBrowser(): Promise<void> {
  expect(anna.complaints).toEqual([]);
  await anna.context.close();
  anna = await openPersistentPhone(profile, link.url);
  await anna.heading('Channels');
}

test('a day with keys alone: nothing lost, nothing doubled, nothing left behind', async () => {
  anna = await openPersistentPhone(profile, link.url);
  await anna.heading('Channels');
  await choose(anna, 'Join');
  await anna.heading('Join');
  await typeInto(anna, 'Username', 'anna');
  await typeInto(anna, 'Password', 'kept in my head');
  for (const name of ['Stay signed in', 'I accept the rules', 'Join']) {
    await arrowTo(anna, name);
    await press('Enter');
  }
  await anna.heading('Channels');
  await anna.text('You follow').waitFor();

  // Follows, reads, comments.
  await go('Clinic');
  await choose(anna, 'Follow');
  await anna.button('Unfollow').waitFor();
  await go('Hours');
  await anna.text('From seven.').waitFor();
  await comment('And on Sundays?');
  await anna.comments('And on Sundays?').waitFor();

  // Out of reach, three posts are written. To one of them the right is taken meanwhile.
  await anna.page.evaluate(() => navigator.serviceWorker.ready);
  await back('Clinic');
  await back('Channels');
  await go('Welcome');
  await anna.link('Lights').waitFor();
  await back('Channels');
  link.cut();
  await anna.text('Not connected.').waitFor();
  await go('Clinic');
  await go('Hours');
  await comment('The queue is long.');
  await anna.text('Waiting to be sent').waitFor();
  await back('Clinic');
  await back('Channels');
  await go('Welcome');
  await go('Lights');
  await comment('Since Monday, all of Block F.');
  await anna.text('Waiting to be sent').waitFor();
  await back('Welcome');
  await go('New topic');
  await typeInto(anna, 'Title', 'Borehole');
  await typeInto(anna, 'Topic', 'It is dry.');
  await arrowTo(anna, 'Post');
  await press('Enter');
  await anna.heading('Welcome');
  await anna.text('Waiting to be sent').waitFor();
  await asAdmin(setAffiliationRequest(CLINIC, ANNA, 'member'));
  await restartBrowser();
  await go('Clinic');
  await go('Hours');
  await anna.text('Waiting to be sent').waitFor();

  // In reach again, those behind the refused one are sent. What it was waits for its author.
  link.heal();
  await anna.text('Not sent: You may not do this here.').waitFor();
  await expect.poll(() => textsBy(ANNA, WELCOME)).toHaveLength(2);
  await asAdmin(setAffiliationRequest(CLINIC, ANNA, 'publisher'));
  await anna.field('Comment').waitFor();
  await choose(anna, 'Edit');
  await anna.text('Not sent').waitFor({ state: 'detached' });
  // The words are back in their field, and the focus with them.
  await expect.poll(() => focused(anna)).toContain('Comment');
  await press('End');
  await anna.page.keyboard.type(' Bring water.');
  await arrowTo(anna, 'Send');
  await press('Enter');
  await anna.comments('The queue is long. Bring water.').waitFor();

  // Others wrote; all of that is marked as read.
  for (const [channel, parent] of [
    [WELCOME, 'lights'],
    [CLINIC, null],
  ] as const) {
    const id = `late-${parent}`;
    await asAdmin(publishRequest(channel, { id, parent, text: 'Seen, thank you.' }));
  }
  await expect.poll(() => anna.page.title()).toMatch(/^\(\d\) /);
  await back('Clinic');
  await back('Channels');
  await choose(anna, 'Mark all read');
  await expect.poll(() => anna.page.title()).toBe('WiFi Chat');

  await press('F1');
  await anna.heading('Menu');
  await choose(anna, 'Sign out');
  await anna.text('You are signed out.').waitFor();
  await restartBrowser();
  await choose(anna, 'Join');
  await anna.heading('Join');
  expect(await focused(anna)).toBe('Join');
  await anna.context.close();

  expect(await textsBy(ANNA, CLINIC)).toEqual([
    'And on Sundays?',
    'The queue is long. Bring water.',
  ]);
  expect(await textsBy(ANNA, WELCOME)).toEqual(['Since Monday, all of Block F.', 'It is dry.']);
  const traces = [
    ...['And on Sundays', 'The queue is long', 'Bring water', 'Block F', 'It is dry'],
    'kept in my head',
  ];
  for (const trace of traces) expect(filesWith(profile, trace)).toEqual([]);
  anna = await openPersistentPhone(profile, link.url);
  await anna.heading('Channels');
  const kept = await everythingStored(anna);
  for (const trace of traces) expect(kept).not.toContain(trace);
  await anna.context.close();
});

/** What somebody wrote there, in the site's order. */
async function textsBy(author: string, channel: string): Promise<readonly string[]> {
  const posts = await postsOnSite(site, channel);
  return posts.filter((post) => post.author === author).map(({ text }) => text);
}

/** What waits for a moderator: a first post by forms without script, a whole sitting by keys alone at 240x320. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { configChangeForm } from '../../src/protocol/config-form.ts';
import { COMMENTS_BY, FIRST_WAITS, TOPICS_BY } from '../../src/protocol/config-vars.ts';
import { publishRequest } from '../../src/protocol/pubsub.ts';
import { createRequest } from '../../src/protocol/pubsub-owner.ts';
import { findNode, type NodeRow } from '../../src/server/storage/nodes.ts';
import { openDatabase } from '../../src/server/storage/open.ts';
import { insertCase, insertReport } from '../../src/server/storage/reports.ts';
import { insertWithheld } from '../../src/server/storage/withheld.ts';
import { connect } from '../../src/server/stream/client.ts';
import { reach } from '../harness/reach.ts';
import { Scriptless } from '../harness/scriptless.ts';
import { arrowTo, choose, focused } from './hands.ts';
import type { Phone } from './phone.ts';
import { openStage } from './stage.ts';
import { everythingStored } from './stored.ts';

const { site, link, phones } = await openStage();
const TOWN = 'town@topics.localhost';
/** So many in one sitting. */
const POSTS = reach(50, 4);
const REPORTS = reach(20, 4);
const POLL = { timeout: 20_000 };
/** A page is read once it is here: what the first round trip of TCP carries. */
const PAGE_BUDGET = 14 * 1024;

/** A town's channel in which first posts wait, with a topic in it. */
async function openTown(): Promise<void> {
  const { url, domain } = site;
  const admin = await connect({ url, domain, username: 'admin', password: site.adminPassword });
  const vars = { [FIRST_WAITS]: 'true', [TOPICS_BY]: 'officials', [COMMENTS_BY]: 'everyone' };
  const service = `channels.${domain}`;
  await admin.request(
    'set',
    service,
    createRequest(TOWN, configChangeForm({ title: 'Town', vars })),
  );
  const topic = { id: 'pipes', title: 'Pipes', text: 'They are old.' };
  await admin.request('set', service, publishRequest(TOWN, topic));
  await admin.close();
}

test('without script: a first post that is not let through can be written anew, and is approved', async () => {
  await openTown();
  const sipho = new Scriptless(site.url);
  await sipho.join('sipho');
  const path = `/channel/${TOWN}/pipes`;
  await sipho.open(path);
  expect(sipho.page.text).toContain('Your first post here is shown when a moderator');
  await sipho.submit('comment', { comment: 'The mayor is a thief.' });
  expect(sipho.page.text).toContain('Waiting for a moderator. Nobody else sees it yet. The mayor');
  expect((await new Scriptless(site.url).open(path)).text).not.toContain('The mayor');

  const admin = new Scriptless(site.url);
  await admin.open('/login');
  await admin.submit('sign-in', { username: 'admin', password: site.adminPassword });
  await admin.open('/');
  expect(admin.page.text).toContain('To do (1)');
  const linkOf = (words: string) =>
    new RegExp(`<a[^>]*href="([^"]*)"[^>]*>${words}</a>`).exec(admin.page.html)?.[1] ?? '';
  const follow = (words: string) =>
    admin.open(linkOf(words).replaceAll('&amp;', '&').replace(/#.*/, ''));
  await follow('To do');
  await follow('Do not show');
  await admin.submit('refuse', { choice: 'insult' });
  expect(admin.page.text).toContain('Nothing waits for you.');

  await sipho.open('/notices');
  expect(sipho.page.text).toContain('Not shown in Town');
  expect(sipho.page.text).toContain('Insults somebody');
  await sipho.open(path);
  expect(sipho.page.text).toContain('Not shown: a moderator decided so.');
  const again = /href="([^"]*again=[^"#]*)/.exec(sipho.page.html)?.[1] ?? '';
  await sipho.open(again);
  expect(sipho.form('comment').fields.comment).toBe('The mayor is a thief.');
  await sipho.submit('comment', { comment: 'Where did the money go?' });
  expect(sipho.page.text).not.toContain('Not shown');
  expect(sipho.page.text).toContain('Waiting for a moderator. Nobody else sees it yet. Where did');

  await admin.open('/todo');
  await follow('Approve');
  await admin.submit('approve');
  expect((await new Scriptless(site.url).open(path)).text).toContain('Where did the money go?');
  await sipho.open(path);
  expect(sipho.page.text).not.toContain('Waiting for a moderator');
});

test('who goes elsewhere while a post of theirs is taken back for them stays where they went', async () => {
  const { url, domain } = site;
  const admin = await connect({ url, domain, username: 'admin', password: site.adminPassword });
  const vars = { [FIRST_WAITS]: 'true', [TOPICS_BY]: 'everyone' };
  const form = configChangeForm({ title: 'Square', vars });
  const square = 'square@topics.localhost';
  await admin.request('set', `channels.${domain}`, createRequest(square, form));
  await admin.close();
  const phone = await phones.phone(link.url);
  await phone.join('lerato');
  await phone.openChannel('Square');
  await phone.startTopic('Benches', 'There are none.');
  await phone.text('Waiting for a moderator.').waitFor();
  await phone.rests();
  link.stall(2_000);
  await phone.link('Edit').click();
  await phone.page.evaluate(() => history.back());
  await phone.heading('Channels');
  await expect.poll(() => everythingStored(phone)).toContain('topic:square');
  await phone.rests();
  await phone.heading('Channels');
  await phone.openChannel('Square');
  await phone.link('New topic').click();
  await expect.poll(() => phone.field('Title').inputValue()).toBe('Benches');
  expect(phone.complaints).toEqual([]);
});

/** So many posts of people who wrote once, of ids that begin so, and so many people reported. */
async function fillQueue(posts: number, reports: number, id = 'w'): Promise<void> {
  await site.kill('SIGTERM');
  const database = await openDatabase(join(site.dataDir, 'channels.sqlite'));
  const at = new Date().toISOString();
  await database.write(async (writer) => {
    const { id: nodeId } = (await findNode(writer, TOWN, 'posts')) as NodeRow;
    await writer.run('DELETE FROM withheld');
    for (let n = 0; n < posts; n += 1) {
      const text = `Street ${n} is dark at night, please look at it.`;
      const row = { nodeId, id: `${id}${n}`, author: `p${n}@localhost`, since: at };
      await insertWithheld(writer, {
        ...row,
        why: 'first',
        draft: { title: '', text, parent: 'pipes' },
      });
    }
    for (let n = 0; n < reports; n += 1) {
      const [person, words] = [`p${n}@localhost`, `Person ${n} is at my gate each night.`];
      const one = { channel: TOWN, item: '', person, title: '', text: '', openedAt: at };
      const report = { caseId: await insertCase(writer, one), reporter: 'q@localhost', at };
      await insertReport(writer, { ...report, token: `t${n}`, rule: 'threat', words });
    }
  });
  await database.close();
  await site.start();
}

interface Sitting {
  readonly many: number;
  /** What the thing says, counted from 0. */
  readonly thing: (n: number) => string;
  /** Where the focus is when one begins with it. */
  readonly first: string;
  readonly presses: (n: number) => readonly string[];
}

/** Goes to the screen from the first one, and does one thing after the other with those presses alone. */
async function clearAll({ many, thing, first, presses }: Sitting): Promise<Phone> {
  const admin = await phones.phone(site.url);
  const { keyboard } = admin.page;
  await admin.signIn('admin', site.adminPassword);
  await choose(admin, 'To do');
  await admin.text(thing(0)).waitFor();
  await arrowTo(admin, first);
  for (let n = 0; n < many; n += 1) {
    const shown = admin.page.locator('.todo').filter({ hasText: thing(n) });
    await shown.locator('a:focus').waitFor();
    expect(presses(n).length).toBeLessThanOrEqual(3);
    for (const [at, key] of presses(n).entries()) {
      await keyboard.press(key);
      const isAsked = key === 'Enter' && at < presses(n).length - 1;
      await (isAsked ? shown.locator('#asked button:focus') : shown.locator('a:focus'))
        .or(admin.page.locator('.todo a:focus, h1:focus'))
        .first()
        .waitFor();
    }
    await shown.waitFor({ state: 'detached' });
  }
  return admin;
}

test(`a moderator clears ${POSTS} of a thousand posts in one sitting, in at most three presses each`, async () => {
  await fillQueue(1_000, 0);
  const reader = new Scriptless(site.url);
  await reader.open('/login');
  await reader.submit('sign-in', { username: 'admin', password: site.adminPassword });
  const { headers, text } = await reader.open('/todo', { headers: { 'Accept-Encoding': 'br' } });
  expect(text).toContain('Posts that wait (1000)');
  const bytes = Number(headers.get('content-length'));
  expect(bytes).toBeGreaterThan(1_000);
  expect(bytes).toBeLessThan(PAGE_BUDGET);

  const admin = await clearAll({
    many: POSTS,
    thing: (n) => `Street ${n} is`,
    first: 'Approve',
    // Every tenth is not let through, for a reason that a digit gives.
    presses: (n) => (n % 10 === 9 ? ['ArrowRight', 'Enter', '3'] : ['Enter', 'Enter']),
  });
  const left = `Posts that wait (${1_000 - POSTS})`;
  await admin.text(left).waitFor();
  await expect.poll(async () => (await reader.open('/todo')).text, POLL).toContain(left);
  await reader.open(`/channel/${TOWN}/log`);
  expect(reader.page.text).toContain('First post not approved Tells what is private');
  expect(admin.complaints).toEqual([]);
});

test('news leaves a moderator where they are, in the list as far as it was loaded', async () => {
  await fillQueue(60, 0, 'news');
  const admin = await phones.phone(site.url);
  await admin.signIn('admin', site.adminPassword);
  await choose(admin, 'To do');
  // Pressed once more before the answer: what came is there once.
  await admin.link('More').dblclick();
  const thing = (n: number) => admin.page.locator('.todo').filter({ hasText: `Street ${n} is` });
  await thing(39).first().waitFor();
  await admin.rests();
  expect(await admin.page.locator('.todo').count()).toBe(40);
  await thing(30).locator('.actions a').first().focus();
  const other = new Scriptless(site.url);
  await other.open('/login');
  await other.submit('sign-in', { username: 'admin', password: site.adminPassword });
  const todo = (n: number, query: string) =>
    other.open(`/todo?ask=approve&kind=posts&of=${encodeURIComponent(`${TOWN}/news${n}`)}${query}`);
  await todo(0, '');
  await other.submit('approve');
  await admin.text('Posts that wait (59)').waitFor();
  expect(await thing(39).count()).toBe(1);
  expect(await thing(30).locator('a:focus').count()).toBe(1);
  // What one stands on is done by somebody else: one goes on with what stands there then.
  const more = /more=posts&amp;after=\d+/.exec((await other.open('/todo')).html)?.[0] ?? '';
  await todo(30, `&${more.replace('&amp;', '&')}`);
  await other.submit('approve');
  await thing(31).locator('a:focus').waitFor();

  // The question that is open stays, and the focus on the answer that was gone to.
  const approve = async (n: number) => {
    const next = /more=posts&amp;after=\d+/.exec((await other.open('/todo')).html)?.[0] ?? '';
    await todo(n, n < 20 ? '' : `&${next.replace('&amp;', '&')}`);
    await other.submit('approve');
  };
  const { keyboard } = admin.page;
  await keyboard.press('ArrowRight');
  await keyboard.press('Enter');
  await thing(31).locator('#asked button:focus').waitFor();
  await arrowTo(admin, 'Not now');
  await approve(1);
  await admin.text('Posts that wait (57)').waitFor();
  expect(await focused(admin)).toBe('Not now');
  // It goes with what it was asked of, where that is done by somebody else.
  await approve(31);
  await thing(32).locator('a:focus').waitFor();
  expect(admin.complaints).toEqual([]);
});

test('an arrow to the right goes to the next act, also where the largest letters put it below', async () => {
  await fillQueue(1, 0, 'large');
  const admin = await phones.phone(site.url);
  await admin.signIn('admin', site.adminPassword);
  await choose(admin, 'To do');
  await admin.text('Street 0 is').waitFor();
  await admin.page.evaluate(() => {
    const { documentElement: html } = document;
    html.className = html.className.replace(/text-\d/, 'text-3');
  });
  const [one, next] = await admin.page.locator('.actions a').all();
  const [a, b] = [await one?.boundingBox(), await next?.boundingBox()];
  expect(b?.y).toBeGreaterThan((a?.y ?? 0) + (a?.height ?? 0) - 1);
  await one?.focus();
  await admin.page.keyboard.press('ArrowRight');
  expect(await focused(admin)).toBe(await next?.textContent());
  await admin.page.keyboard.press('ArrowLeft');
  expect(await focused(admin)).toBe(await one?.textContent());
});

test(`and ${REPORTS} reports`, async () => {
  await fillQueue(0, REPORTS);
  const admin = await clearAll({
    many: REPORTS,
    thing: (n) => `Person ${n} is`,
    first: 'It is dealt with',
    presses: (n) => (n % 3 === 2 ? ['ArrowRight', 'Enter', 'Enter'] : ['Enter', 'Enter']),
  });
  await admin.text('Nothing waits for you.').waitFor();
  await admin.page.reload();
  await admin.text('Nothing waits for you.').waitFor();
  expect(admin.complaints).toEqual([]);
});

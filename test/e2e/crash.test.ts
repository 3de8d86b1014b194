/** The browser is killed, at any moment. */
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { publishRequest } from '../../src/protocol/pubsub.ts';
import { connect } from '../../src/server/stream/client.ts';
import { ChaosProxy } from '../harness/chaos-proxy.ts';
import { eventually } from '../harness/eventually.ts';
import { reach } from '../harness/reach.ts';
import { type Site, startSite } from '../harness/site.ts';
import { openPersistentPhone, type Phone } from './phone.ts';
import { postsOnSite } from './posts-on-site.ts';
import { killBrowser, newProfile, removeProfile } from './profile-folder.ts';
import { everythingStored } from './stored.ts';

/** What is tested takes as long as it takes. */
const LONG = 3_600_000;
const WELCOME = 'welcome@topics.localhost';
/** Within so many milliseconds a phone has done what it does with something that came. */
const A_MOMENT = 30;

const profile = newProfile();
let site: Site;
let link: ChaosProxy;
let admin: Awaited<ReturnType<typeof connect>>;
let anna: Phone;

const publish = (id: string, text: string, parent: string | null) =>
  admin.request('set', 'channels.localhost', publishRequest(WELCOME, { id, text, parent }));

beforeAll(async () => {
  site = await startSite();
  link = await ChaosProxy.to(site.url);
  const { url, domain, adminPassword: password } = site;
  admin = await connect({ url, domain, username: 'admin', password });
  await publish('lights', 'Off again?', null);
  anna = await openPersistentPhone(profile, link.url);
  await anna.join('anna', undefined, true);
  await openTopic();
});

afterAll(async () => {
  await anna?.context.close();
  await admin?.close();
  await link?.close();
  await site?.stop();
  removeProfile(profile);
});

async function openTopic(): Promise<void> {
  // What the app itself opens after joining may cross it.
  await eventually(() => anna.page.goto(`${link.url}/channel/${WELCOME}/lights`));
  await anna.appRuns();
  await anna.field('Comment').or(anna.text('To comment, join or sign in.')).waitFor();
}

/**
 * Signs in again where Chromium threw all databases of the site away, as it does where it was killed in the middle of
 * a write and again before the app had it begin a new log. What was typed is there nevertheless.
 */
async function killAndStart(): Promise<void> {
  const closed = new Promise((resolve) => anna.context.once('close', resolve));
  killBrowser(profile);
  await closed;
  link.heal();
  anna = await openPersistentPhone(profile, link.url);
  await openTopic();
  if ((await anna.field('Comment').count()) > 0) return;
  expect(await everythingStored(anna)).not.toContain('"jid":"anna@localhost"');
  process.stdout.write('Chromium threw its databases away\n');
  await anna.signIn('anna', 'secret word', true);
  await anna.field('Comment').waitFor();
  await openTopic();
}

/** Leads to a moment at which the browser dies. */
type Moment = (text: string) => Promise<unknown>;

const send = () => anna.press('Send');

const MOMENTS: Readonly<Record<string, Moment>> = {
  'as it is typed': async () => delay(Math.random() * A_MOMENT),
  'as Send is pressed': async () => send(),
  'when it is shown as kept': async (text) => {
    await send();
    await anna.page.locator('.item', { hasText: text }).waitFor();
  },
  'when it is stored, and the answer is lost': async (text) => {
    // Once: an answer that the server gives again would break each new connection.
    link.lose('<publish', 1, 1);
    await send();
    await expect.poll(() => textsOnSite()).toContain(text);
  },
  'when the answer is here': async () => {
    const answered = link.passed('<publish');
    await send();
    await answered;
    await delay(Math.random() * A_MOMENT);
  },
};

async function textsOnSite(): Promise<readonly string[]> {
  return (await postsOnSite(site, WELCOME)).map(({ text }) => text);
}

/** Typed is kept once the browser has said so to the app, which asks it at every key; and once it is copied. */
async function typeAndKeep(text: string): Promise<void> {
  await anna.field('Comment').fill(text);
  await anna.page.evaluate(async (words) => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve) => {
        request.onsuccess = () => resolve(request.result);
      });
    for (;;) {
      for (const { name = '' } of await indexedDB.databases()) {
        const database = await done(indexedDB.open(name));
        const drafts = database.objectStoreNames.contains('drafts')
          ? await done(database.transaction('drafts').objectStore('drafts').getAll())
          : [];
        database.close();
        const copy = await (await caches.match('/anna%40localhost'))?.text();
        if (copy?.includes(words) && drafts.some((draft) => draft.text === words)) return;
      }
    }
  }, text);
}

test(
  'killed at any moment from typing to the answer: nothing is lost, nothing is doubled',
  async () => {
    const texts: string[] = [];
    const moments = Object.entries(MOMENTS);
    for (let n = 0; n < reach(500); n += 1) {
      const [when, moment] = moments[n % moments.length] as [string, Moment];
      const text = `Killed ${when}, ${n}.`;
      texts.push(text);
      await typeAndKeep(text);
      await moment(text);
      await killAndStart();
      const kept = anna.page.locator('.item', { hasText: text });
      await expect
        .poll(async () => (await anna.field('Comment').inputValue()) || (await kept.count()))
        .toBeTruthy();
      if ((await kept.count()) === 0) {
        expect(await anna.field('Comment').inputValue()).toBe(text);
        await send();
      }
      await anna.comments(text).waitFor();
      expect(await kept.count()).toBe(1);
      expect(await anna.field('Comment').inputValue()).toBe('');
    }
    expect((await textsOnSite()).filter((text) => text.startsWith('Killed'))).toEqual(texts);
  },
  LONG,
);

test(
  'killed when a push has arrived and is not stored yet: it comes again',
  async () => {
    for (let n = 0; n < reach(300); n += 1) {
      await expect.poll(() => anna.page.locator('.notice').textContent()).toBe('');
      const text = `Pushed, ${n}.`;
      const arrived = link.passed(text);
      await publish(`push-${n}`, text, 'lights');
      await arrived;
      await delay(Math.random() * A_MOMENT);
      await killAndStart();
      await anna.comments(text).waitFor();
      expect(await anna.comments(text).count()).toBe(1);
    }
  },
  LONG,
);

/** The browser gives no more room, in the middle of everything. */
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { publishRequest } from '../../src/protocol/pubsub.ts';
import { connect } from '../../src/server/stream/client.ts';
import { reach } from '../harness/reach.ts';
import { type Site, startSite } from '../harness/site.ts';
import { openPersistentPhone, type Phone } from './phone.ts';
import { postsOnSite } from './posts-on-site.ts';
import { newProfile, removeProfile } from './profile-folder.ts';
import { everythingStored } from './stored.ts';

/** What is tested takes as long as it takes. */
const LONG = 3_600_000;
const WELCOME = 'welcome@topics.localhost';
/** Chromium goes by the room that it knew for as long as a database is open, and so long after. */
const REMEMBERS = 3_000;

/** Of a private window Chromium counts no bytes. */
const profile = newProfile();
let site: Site;
let anna: Phone;

beforeAll(async () => {
  site = await startSite();
  const { url, domain, adminPassword: password } = site;
  const admin = await connect({ url, domain, username: 'admin', password });
  const publish = (id: string, text: string, parent: string | null) =>
    admin.request('set', `channels.${domain}`, publishRequest(WELCOME, { id, text, parent }));
  await publish('lights', 'Off again?', null);
  for (let n = 0; n < 20; n += 1) await publish(`c${n}`, `${n} ${'long '.repeat(400)}`, 'lights');
  await admin.close();
  anna = await openPersistentPhone(profile, url);
  await anna.join('anna', undefined, true);
  await openTopic();
});

afterAll(async () => {
  await anna?.context.close();
  await site?.stop();
  removeProfile(profile);
});

async function openTopic(): Promise<void> {
  await anna.page.goto(`${site.url}/channel/${WELCOME}/lights`);
  await anna.appRuns();
  await anna.field('Comment').waitFor();
}

/** The site may store so many bytes more than it does, or where that is `null` none at all. */
async function leaveRoom(bytes: number | null): Promise<void> {
  const cdp = await anna.context.newCDPSession(anna.page);
  const origin = site.url;
  const { usage } = await cdp.send('Storage.getUsageAndQuota', { origin });
  const quotaSize = bytes === null ? 1 : usage + bytes;
  await cdp.send('Storage.overrideQuotaForOrigin', { origin, quotaSize });
  await anna.page.goto('about:blank');
  await delay(REMEMBERS);
  await openTopic();
}

/** A browser that is started again has all the room there is. */
async function restart(): Promise<void> {
  expect(anna.complaints).toEqual([]);
  await anna.context.close();
  anna = await openPersistentPhone(profile, site.url);
  await openTopic();
}

const typed = () => anna.field('Comment').inputValue();
const saysNotKept = async () => (await anna.text('This phone could not keep it.').count()) > 0;

test(
  'what is typed on a full phone is kept, or the person is told; nothing of it is lost',
  async () => {
    const texts: string[] = [];
    let told = 0;
    for (let n = 0; n < reach(100); n += 1) {
      const text = `Full ${n}: ${'x'.repeat(1 + ((n * 997) % 3_000))}`;
      texts.push(text);
      await leaveRoom(n % 2 ? n * 400 : null);
      await anna.field('Comment').fill(text);
      await expect
        .poll(async () => (await saysNotKept()) || (await everythingStored(anna)).includes(text))
        .toBe(true);
      await anna.press('Send');
      // On its way, or back in the field with the reason.
      const shown = () => anna.page.locator('.item', { hasText: `Full ${n}:` }).count();
      await expect
        .poll(async () => (await shown()) > 0 || ((await saysNotKept()) && (await typed())))
        .toBeTruthy();
      const isKept = (await shown()) > 0;
      if (!isKept) expect(await typed()).toBe(text);
      await restart();
      if (!isKept) {
        told += 1;
        await anna.comment(text);
      }
      await anna.comments(`Full ${n}:`).waitFor();
      expect(await shown()).toBe(1);
      expect(await typed()).toBe('');
    }
    process.stdout.write(`${told} of ${texts.length} times, the person was told\n`);
    expect(told).toBeGreaterThan(0);
    const there = (await postsOnSite(site, WELCOME)).map((post) => post.text);
    expect(there.filter((text) => text.startsWith('Full')).sort()).toEqual([...texts].sort());
  },
  LONG,
);

/** Row C5 of the reliability catalogue: the browser gives no more room, in the middle of everything. */
import { setTimeout as pause } from 'node:timers/promises';
import type { CDPSession } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { publishRequest } from '../../src/protocol/pubsub.ts';
import { connect } from '../../src/server/stream/client.ts';
import { eventually } from '../harness/eventually.ts';
import { reach } from '../harness/reach.ts';
import { type Site, startSite } from '../harness/site.ts';
import { openPersistentPhone, type Phone } from './phone.ts';
import { postsOnSite } from './posts-on-site.ts';
import { newProfile, removeProfile } from './profile-folder.ts';
import { everythingStored } from './stored.ts';

/** What is tested takes as long as it takes. */
const LONG = 3_600_000;
const WELCOME = 'welcome@topics.localhost';
const NOT_KEPT = 'This phone could not keep it.';

/** In a private window, Chromium counts no bytes. */
const profile = newProfile();
let site: Site;
let anna: Phone;
let cdp: CDPSession;

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
  cdp = await anna.context.newCDPSession(anna.page);
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

/** From now on the site may store so many bytes; as many as there are, without a number. */
async function allow(quotaSize?: number): Promise<void> {
  const origin = site.url;
  await cdp.send('Storage.overrideQuotaForOrigin', { origin, ...(quotaSize && { quotaSize }) });
}

async function usage(): Promise<number> {
  return (await cdp.send('Storage.getUsageAndQuota', { origin: site.url })).usage;
}

const typed = () => anna.field('Comment').inputValue();
const saysNotKept = async () => (await anna.text(NOT_KEPT).count()) > 0;

test(
  'what is typed on a full phone is kept, or the person is told; nothing of it is lost',
  async () => {
    const texts: string[] = [];
    let told = 0;
    for (let n = 0; n < reach(100); n += 1) {
      const text = `Full ${n}: ${'x'.repeat((n * 997) % 3_000)}`;
      texts.push(text);
      // Nothing more at all, or a little.
      await allow(n % 2 ? (await usage()) + n * 400 : 1);
      // Chromium goes by what it knew for as long as the databases are open, and a little longer.
      await anna.page.goto('about:blank');
      await pause(3_000);
      await openTopic();
      await anna.field('Comment').fill(text);
      await eventually(
        async () => (await saysNotKept()) || (await everythingStored(anna)).includes(text),
      );
      if (await saysNotKept()) told += 1;
      await anna.button('Send').click();
      // On its way, or back in the field with the reason.
      const shown = anna.page.locator('.item', { hasText: `Full ${n}:` });
      await eventually(
        async () =>
          (await shown.count()) > 0 || ((await saysNotKept()) && (await typed()) === text),
      );
      await allow();
      if ((await typed()) !== '') {
        // Chromium goes by what it knew a while longer.
        while (await saysNotKept()) {
          await anna.field('Comment').press('End');
          await anna.page.keyboard.type('.');
          await pause(1_000);
        }
        texts[n] = await typed();
        await anna.button('Send').click();
      }
      await anna.comments(`Full ${n}:`).waitFor();
      expect(await shown.count()).toBe(1);
    }
    process.stdout.write(`${told} of ${texts.length} times, the person was told\n`);
    expect(told).toBeGreaterThan(0);
    const there = (await postsOnSite(site, WELCOME)).map((post) => post.text);
    expect(there.filter((text) => text.startsWith('Full')).sort()).toEqual([...texts].sort());
    expect(anna.complaints).toEqual([]);
  },
  LONG,
);

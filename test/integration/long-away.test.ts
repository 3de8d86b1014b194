/** The stream cannot be resumed, and everything is caught up. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readTopics } from '../../src/app/store/read/topics.ts';
import { readItemsAnswer } from '../../src/protocol/items-answer.ts';
import { publishRequest, retractRequest, topicsRequest } from '../../src/protocol/pubsub.ts';
import type { Element } from '../../src/protocol/xml.ts';
import { connect, type XmppClient } from '../../src/server/stream/client.ts';
import { ChaosProxy } from '../harness/chaos-proxy.ts';
import { eventually } from '../harness/eventually.ts';
import { NodePhone } from '../harness/node-phone.ts';
import { reach } from '../harness/reach.ts';
import { type Site, startSite } from '../harness/site.ts';

/** What is tested takes as long as it takes. */
const LONG = 3_600_000;
const WELCOME = 'welcome@topics.localhost';
/** More than Prosody keeps for a phone that is away, and than a phone fetches of what it missed. */
const MANY = 510;
/** Fewer than one page of what was missed. */
const FEW = 10;

/** Phones that are away together: what happens once is a run for each of them. */
const PHONES = reach(34, 34);
/** How often each reason comes. */
const TIMES = reach(2, 2);

let site: Site;
let link: ChaosProxy;
let phones: readonly NodePhone[] = [];

beforeAll(async () => {
  site = await startSite();
  link = await ChaosProxy.to(site.url);
  phones = Array.from({ length: PHONES }, (_, n) => new NodePhone(`away${n}`));
  for (const phone of phones) {
    await phone.join(link.url);
    await phone.settled();
  }
}, LONG);

afterAll(async () => {
  for (const phone of phones) phone.stop();
  await link?.close();
  await site?.stop();
});

/** Why the stream is gone when the phone comes back, and how much it missed. */
const AWAY = {
  'the XMPP server was killed': async () => {
    await site.killProsody();
    await change(FEW);
  },
  'the whole site was restarted': async () => {
    await change(FEW);
    await site.restart();
  },
  'more was posted than is kept for it': () => change(MANY),
};

/** Somebody posts so many topics, and takes some old and some new ones back. */
async function change(posts: number): Promise<void> {
  const { url, domain, adminPassword: password } = site;
  // A server that was killed is not missed at once: `/health` may still speak of it.
  const [admin, before] = await eventually(async () => {
    const client = await connect({ url, domain, username: 'admin', password });
    return [client, await idsOnSite(client)] as const;
  });
  const ask = (payload: Element) => admin.request('set', `channels.${domain}`, payload);
  const ids = Array.from({ length: posts }, () => randomUUID());
  for (const id of ids) await ask(publishRequest(WELCOME, { id, text: `About ${id}.` }));
  for (const id of [...before.slice(0, 2), ...ids.slice(-2)])
    await ask(retractRequest(WELCOME, id));
  await admin.close();
}

/** All topics, newest activity first. */
async function idsOnSite(client: XmppClient): Promise<string[]> {
  const ids: string[] = [];
  for (;;) {
    const page = { max: 100, after: ids[ids.length - 1] };
    const answer = await client.request('get', 'channels.localhost', topicsRequest(WELCOME, page));
    const { items } = readItemsAnswer(answer, WELCOME);
    ids.push(...items.map(({ id }) => id));
    if (items.length < page.max) return ids;
  }
}

/** What the phone lists, down to where it says that something may be missing. */
async function idsOn({ store }: NodePhone): Promise<readonly string[]> {
  const { topics, gapBefore } = await readTopics(store, WELCOME, 100_000);
  const ids = topics.map(({ id }) => id);
  return gapBefore === null ? ids : ids.slice(0, ids.indexOf(gapBefore));
}

test(
  'away for longer than a stream lives: what the phone lists is what there is',
  async () => {
    const reasons = Object.entries(AWAY);
    for (let n = 0; n < TIMES * reasons.length; n += 1) {
      const [why, happen] = reasons[n % reasons.length] as (typeof reasons)[number];
      link.cut();
      await Promise.all(phones.map((phone) => phone.is('offline')));
      await happen();
      link.heal();
      await Promise.all(phones.map((phone) => phone.settled()));
      const { url, domain, adminPassword: password } = site;
      const admin = await connect({ url, domain, username: 'admin', password });
      const there = await idsOnSite(admin);
      await admin.close();
      const least = Math.min(FEW - 2, there.length);
      for (const phone of phones) {
        await eventually(async () => (await idsOn(phone)).length >= least);
        await expect
          .poll(async () => (await idsOn(phone)).filter((id, at) => id !== there[at]), {
            message: `${why}, ${phone.username}`,
          })
          .toEqual([]);
      }
    }
  },
  LONG,
);

/** A real site, and a link that breaks. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readOutbox } from '../../src/app/store/read/outbox.ts';
import { tokensOf, userAgentOf } from '../../src/app/sync/sign-in-data.ts';
import type { Token } from '../../src/app/xmpp/credentials.ts';
import { createSession } from '../../src/app/xmpp/session.ts';
import { readItemsAnswer } from '../../src/protocol/items-answer.ts';
import { topicsRequest } from '../../src/protocol/pubsub.ts';
import { ChaosProxy } from '../harness/chaos-proxy.ts';
import { NodePhone, siteAt } from '../harness/node-phone.ts';
import { reach } from '../harness/reach.ts';
import { type Site, startSite } from '../harness/site.ts';
import { FastTokens } from './fast-tokens.ts';

/** What is tested takes as long as it takes. */
const LONG = 3_600_000;
const WELCOME = 'welcome@topics.localhost';

let site: Site;
let link: ChaosProxy;
let phones: NodePhone[];
let people = 0;

beforeAll(async () => {
  site = await startSite();
  link = await ChaosProxy.to(site.url);
});

beforeEach(() => {
  link.heal();
  phones = [];
  return () => {
    for (const phone of phones) phone.stop();
  };
});

afterAll(async () => {
  await link?.close();
  await site?.stop();
});

async function phone(url: string): Promise<NodePhone> {
  people += 1;
  const joined = new NodePhone(`person${people}`);
  phones.push(joined);
  await joined.join(url);
  await joined.settled();
  return joined;
}

/** All topics as a phone sees them that was never here before, newest first. */
async function textsOnSite(among: ReadonlySet<string>): Promise<string[]> {
  const fresh = await phone(site.url);
  const texts: string[] = [];
  const { context } = fresh.account;
  let after: string | undefined;
  for (;;) {
    const answer = await context.ask('get', topicsRequest(WELCOME, { max: 50, after }));
    const { items } = readItemsAnswer(answer, WELCOME);
    texts.push(...items.map(({ text }) => text).filter((text) => among.has(text)));
    if (items.length < 50) return texts;
    after = items[items.length - 1]?.id;
  }
}

test(
  'every third answer to a post is lost: each is there once, in the order of writing',
  async () => {
    const anna = await phone(link.url);
    const texts = Array.from({ length: reach(1_000) }, (_, n) => `lost answers ${n}`);
    link.lose('<publish', 3);
    for (const text of texts) await anna.write(WELCOME, null, text);
    const before = link.connections;
    await anna.sent();
    expect(link.connections - before).toBeGreaterThan(texts.length / 10);
    expect(await readOutbox(anna.store)).toEqual([]);
    expect((await textsOnSite(new Set(texts))).reverse()).toEqual(texts);
  },
  LONG,
);

test(
  'cut anywhere, again and again: nothing is lost, nothing is doubled, all agree',
  async () => {
    const [anna, ben] = [await phone(link.url), await phone(link.url)];
    const texts: string[] = [];
    for (let n = 0; n < reach(200); n += 1) {
      link.cutAfter(Math.floor(Math.random() * 6_000));
      for (const writer of [anna, ben]) {
        const text = `cut ${n} ${writer === anna ? 'anna' : 'ben'}`;
        texts.push(text);
        await writer.write(WELCOME, null, text);
      }
      await Promise.all([anna.sent(), ben.sent()]);
    }
    link.heal();
    const there = await textsOnSite(new Set(texts));
    expect([...there].sort()).toEqual([...texts].sort());
    for (const reader of [anna, ben]) {
      await expect
        .poll(async () => [...(await reader.items(WELCOME)).values()])
        .toEqual(expect.arrayContaining(texts));
      const seen = [...(await reader.items(WELCOME)).values()].filter((text) =>
        texts.includes(text),
      );
      expect(seen).toHaveLength(texts.length);
    }
  },
  LONG,
);

describe('a token', () => {
  /** A phone that is switched off, with a post that waits. */
  async function switchedOff(url = site.url): Promise<NodePhone> {
    const anna = await phone(url);
    anna.account.stop();
    await anna.write(WELCOME, null, 'from before');
    return anna;
  }

  async function asksOnce(anna: NodePhone): Promise<void> {
    let asked = 0;
    await anna.goOn(site.url);
    anna.account.connectivity.subscribe(({ state }) => {
      if (state === 'refused') asked += 1;
    });
    await anna.is('refused');
    expect(await readOutbox(anna.store)).toHaveLength(1);
    expect(asked).toBeLessThanOrEqual(1);
    anna.account.stop();
    await anna.signIn(site.url);
    await anna.sent();
    expect(await readOutbox(anna.store)).toEqual([]);
  }

  test(
    'that ran out, or was revoked, is asked for once, and the outbox stays',
    async () => {
      for (let n = 0; n < reach(50); n += 1) {
        const tokens = new FastTokens(site);
        const anna = await switchedOff();
        tokens.expire(anna.username);
        await asksOnce(anna);
        const ben = await switchedOff();
        tokens.revoke(ben.username);
        await asksOnce(ben);
      }
    },
    LONG,
  );

  /** Signs in with that token, as the phone; gives the one that is used next. */
  function useToken({ username }: NodePhone, userAgent: string, token: Token): Promise<Token> {
    return new Promise((resolve, reject) => {
      let next = token;
      const { domain, ways } = siteAt(site.url);
      const tokens = {
        load: async () => token,
        save: async (given: Token) => {
          next = given;
        },
        remove: async () => undefined,
      };
      const session = createSession(
        { domain, ways, credentials: { kind: 'token', username }, tokens, userAgent },
        {
          online() {
            session.stop();
            resolve(next);
          },
          offline: () => undefined,
          refused: reject,
          stanza: () => undefined,
        },
      );
      session.start();
    });
  }

  test('that two tabs renew at once lets in whichever of both the phone keeps', async () => {
    const anna = await switchedOff();
    const old = (await tokensOf(anna.store, true).load()) as Token;
    const userAgent = await userAgentOf(anna.store);
    new FastTokens(site).age(anna.username);
    const first = await useToken(anna, userAgent, old);
    const second = await useToken(anna, userAgent, old);
    expect(first).not.toEqual(old);
    await useToken(anna, userAgent, first);
    await useToken(anna, userAgent, second);
    anna.stop();
  });

  test(
    'that was renewed in an answer that got lost asks nobody for anything',
    async () => {
      for (let n = 0; n < reach(50); n += 1) {
        const tokens = new FastTokens(site);
        const anna = await switchedOff();
        tokens.age(anna.username);
        link.lose('<token', 1);
        await anna.goOn(link.url);
        const states: string[] = [];
        anna.account.connectivity.subscribe(({ state }) => states.push(state));
        await expect.poll(() => states).toContain('offline');
        link.heal();
        await anna.sent();
        expect(states).not.toContain('refused');
        anna.stop();
      }
    },
    LONG,
  );
});

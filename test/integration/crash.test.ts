import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { readEntry } from '../../src/protocol/atom.ts';
import type { Item } from '../../src/protocol/channel.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import { publishRequest, registerRequest, topicsRequest } from '../../src/protocol/pubsub.ts';
import { readPageInfo } from '../../src/protocol/rsm.ts';
import { child, childrenOf, type Element } from '../../src/protocol/xml.ts';
import { connect, type XmppClient } from '../../src/server/stream/client.ts';
import { reach } from '../harness/reach.ts';
import { type Site, startSite } from '../harness/site.ts';

const CYCLES = reach(1_000, 20);
const CLIENTS = 5;
/** Longest time that the clients publish before the process is killed, in milliseconds. */
const LONGEST_LIFE = 250;

/** What one client knows of each post of its own, as Jepsen's checkers keep it. */
type Outcome = 'unknown' | 'ok';

class Publisher {
  readonly posts = new Map<string, { text: string; outcome: Outcome }>();
  #client: XmppClient | null = null;

  constructor(
    readonly name: string,
    readonly site: Site,
    readonly channel: string,
  ) {}

  async comeBack(register: boolean): Promise<void> {
    const { url, domain } = this.site;
    const credentials = { username: this.name, password: 'secret-pass' };
    this.#client = await connect({ url, domain, ...credentials, register });
    await this.#ask(registerRequest());
  }

  /** Sends again what is not known to be stored, then new posts, until the connection breaks. */
  async publishUntilCut(): Promise<void> {
    try {
      for (const [id, post] of this.posts) if (post.outcome === 'unknown') await this.#send(id);
      for (;;) {
        const id = randomUUID();
        this.posts.set(id, {
          text: `${this.name} ${this.posts.size} 💧 ${id}`,
          outcome: 'unknown',
        });
        await this.#send(id);
      }
    } catch {
      // The cut is what this test is about: what was not acknowledged stays unknown.
      await this.#client?.close();
    }
  }

  async #send(id: string): Promise<void> {
    const post = this.posts.get(id) as { text: string; outcome: Outcome };
    await this.#ask(publishRequest(this.channel, { id, text: post.text }));
    post.outcome = 'ok';
  }

  async #ask(payload: Element): Promise<Element> {
    return (this.#client as XmppClient).request('set', `channels.${this.site.domain}`, payload);
  }
}

async function readEverything(site: Site, channel: string): Promise<Item[]> {
  const client = await connect({ url: site.url, domain: site.domain, anonymous: true });
  const found: Item[] = [];
  for (let after: string | undefined; ; ) {
    const page = { max: 100, ...(after && { after }) };
    const request = topicsRequest(channel, page);
    const answer = await client.request('get', `channels.${site.domain}`, request);
    const pubsub = child(answer, 'pubsub', NS.PUBSUB) as Element;
    const items = childrenOf(child(pubsub, 'items') as Element).map(
      (item) => readEntry(child(item, 'entry', NS.ATOM) as Element, channel) as Item,
    );
    found.push(...items);
    after = readPageInfo(pubsub)?.last;
    if (items.length === 0) break;
  }
  await client.close();
  return found;
}

test(
  `${CYCLES} kills at random moments: what was acknowledged is there, once`,
  async () => {
    const site = await startSite();
    const channel = `welcome@topics.${site.domain}`;
    const publishers = Array.from(
      { length: CLIENTS },
      (_, n) => new Publisher(`crash${n}`, site, channel),
    );
    for (let cycle = 0; cycle < CYCLES; cycle += 1) {
      await Promise.all(publishers.map((p) => p.comeBack(cycle === 0)));
      const publishing = publishers.map((p) => p.publishUntilCut());
      await new Promise((resolve) => setTimeout(resolve, Math.random() * LONGEST_LIFE));
      await site.kill('SIGKILL');
      await Promise.all(publishing);
      await site.restart();
    }
    const stored = await readEverything(site, channel);
    const byId = new Map(stored.map((item) => [item.id, item]));
    expect(byId.size, 'an item came twice').toBe(stored.length);
    let acknowledged = 0;
    const known = new Map(publishers.flatMap((p) => [...p.posts]));
    for (const [id, post] of known) {
      if (post.outcome === 'ok') {
        acknowledged += 1;
        expect(byId.get(id)?.text, `acknowledged ${id}`).toBe(post.text);
      }
    }
    for (const item of stored)
      expect(known.get(item.id)?.text, `never sent ${item.id}`).toBe(item.text);
    for (const { name, posts } of publishers) {
      const order = stored.filter((item) => item.author.startsWith(`${name}@`)).reverse();
      const sent = [...posts.keys()].filter((id) => byId.has(id));
      expect(
        order.map((item) => item.id),
        `order of ${name}`,
      ).toEqual(sent);
    }
    expect(acknowledged).toBeGreaterThan(CYCLES);
    process.stdout.write(
      `${CYCLES} kills, ${acknowledged} acknowledged, ${stored.length} stored\n`,
    );
    await site.stop();
  },
  CYCLES * 20_000,
);

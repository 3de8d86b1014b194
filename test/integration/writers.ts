import { randomUUID } from 'node:crypto';
import { readEntry } from '../../src/protocol/atom.ts';
import type { Item } from '../../src/protocol/channel.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import { publishRequest, registerRequest, topicsRequest } from '../../src/protocol/pubsub.ts';
import { readPageInfo } from '../../src/protocol/rsm.ts';
import { child, childrenOf, type Element } from '../../src/protocol/xml.ts';
import { connect, type XmppClient } from '../../src/server/stream/client.ts';
import { eventually } from '../harness/eventually.ts';
import type { Site } from '../harness/site.ts';

export const PASSWORD = 'secret-pass';

/** People who write to the welcome channel, one post after the other, until they are stopped. */
export class Writers {
  /** Texts by id, of posts that the service has acknowledged so far. */
  readonly acknowledged = new Map<string, string>();
  /** The longest that an acknowledgement has taken, in milliseconds. */
  slowest = 0;
  readonly names: readonly string[];
  readonly #clients: readonly XmppClient[];
  readonly #service: string;
  readonly #channel: string;
  #running: Promise<unknown> = Promise.resolve();
  #stopped = false;

  static async join(site: Site, count: number): Promise<Writers> {
    const names = Array.from({ length: count }, (_, n) => `writer${n}`);
    const clients = await Promise.all(names.map((username) => signUp(site, username)));
    return new Writers(site.domain, names, clients);
  }

  private constructor(domain: string, names: readonly string[], clients: readonly XmppClient[]) {
    this.names = names;
    this.#clients = clients;
    this.#service = `channels.${domain}`;
    this.#channel = `welcome@topics.${domain}`;
  }

  start(): void {
    this.#running = Promise.all(this.#clients.map((client) => this.#write(client)));
  }

  /** Resolves when that many posts more are acknowledged. */
  async wrote(count: number): Promise<void> {
    const wanted = this.acknowledged.size + count;
    await eventually(() => this.acknowledged.size >= wanted);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
    await Promise.all(this.#clients.map((client) => client.close()));
  }

  async #write(client: XmppClient): Promise<void> {
    while (!this.#stopped) {
      const id = randomUUID();
      const text = `Nobody may lose this 💧 ${id}`;
      const started = performance.now();
      await client.request('set', this.#service, publishRequest(this.#channel, { id, text }));
      this.slowest = Math.max(this.slowest, performance.now() - started);
      this.acknowledged.set(id, text);
    }
  }
}

async function signUp(site: Site, username: string): Promise<XmppClient> {
  const { url, domain } = site;
  const client = await connect({ url, domain, username, password: PASSWORD, register: true });
  await client.request('set', `channels.${domain}`, registerRequest());
  return client;
}

/** All topics of a channel as a reader without an account finds them, page by page. */
export async function readEverything(site: Site, channel: string): Promise<Map<string, Item>> {
  const client = await connect({ url: site.url, domain: site.domain, anonymous: true });
  const found = new Map<string, Item>();
  for (let after: string | undefined; ; ) {
    const request = topicsRequest(channel, { max: 100, ...(after && { after }) });
    const answer = await client.request('get', `channels.${site.domain}`, request);
    const pubsub = child(answer, 'pubsub', NS.PUBSUB) as Element;
    const items = childrenOf(child(pubsub, 'items') as Element);
    for (const item of items) {
      const read = readEntry(child(item, 'entry', NS.ATOM) as Element, channel) as Item;
      found.set(read.id, read);
    }
    after = readPageInfo(pubsub)?.last;
    if (items.length === 0) break;
  }
  await client.close();
  return found;
}

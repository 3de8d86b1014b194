import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import {
  archiveRequest,
  readArchiveFin,
  readArchiveResult,
  readStanzaSeq,
} from '../../../src/protocol/archive.ts';
import { readEvent } from '../../../src/protocol/event.ts';
import { NS } from '../../../src/protocol/namespaces.ts';
import { registerRequest } from '../../../src/protocol/pubsub.ts';
import { child, type Element, el } from '../../../src/protocol/xml.ts';
import type { XmppClient } from '../../../src/server/stream/client.ts';
import type { Site } from '../../harness/site.ts';
import { Comer } from './comer.ts';

/** For so long it follows without coming anew, in milliseconds. */
const STAYS = 20_000;

/**
 * Somebody who only follows: hears pushes while connected, and catches up from the last change
 * heard of after each cut, as the app does. What it holds must be what the service holds.
 */
export class Witness extends Comer {
  readonly #service: string;
  readonly #items = new Map<string, { seq: number; text: string }>();
  #cursor = 0;

  constructor(site: Site) {
    super('witness', site);
    this.#service = `channels.${site.domain}`;
  }

  /** All that it holds, in the service's order. */
  get items(): readonly { id: string; text: string }[] {
    return [...this.#items]
      .map(([id, { seq, text }]) => ({ id, seq, text }))
      .sort((a, b) => a.seq - b.seq);
  }

  /** Follows until the connection is cut, or for a while, and keeps what was pushed by then. */
  protected async stay(client: XmppClient): Promise<void> {
    // Cut before it has caught up, pushes alone may have a gap before them.
    await this.#follow(client);
    // Nobody tells it that its presence came to nothing: then there would be no fan-out to die in.
    await Promise.race([client.closed, delay(STAYS, undefined, { ref: false })]);
    this.#hear(client);
    client.socket.terminate();
  }

  /** Comes back once more, and catches up. */
  async settle(): Promise<void> {
    const client = await this.comeBack();
    await this.#follow(client);
    this.#hear(client);
    await client.close();
  }

  async #follow(client: XmppClient): Promise<void> {
    await client.request('set', this.#service, registerRequest());
    client.send(el(NS.CLIENT, 'presence', { to: this.#service }));
    for (let complete = false; !complete; ) complete = await this.#catchUp(client);
  }

  async #catchUp(client: XmppClient): Promise<boolean> {
    const queryId = randomUUID();
    const page = { max: 100, after: String(this.#cursor) };
    const answer = await client.request('set', this.#service, archiveRequest({ queryId, page }));
    const fin = readArchiveFin(child(answer, 'fin', NS.MAM) as Element);
    for (const message of client.messages) {
      const result = readArchiveResult(message, queryId);
      if (result) this.#apply(result.seq, result.message);
    }
    this.#cursor = Math.max(this.#cursor, Number(fin.page?.last ?? 0));
    return fin.complete;
  }

  #hear(client: XmppClient): void {
    for (const message of client.messages) {
      const seq = readStanzaSeq(message, this.#service);
      if (seq === null || seq <= this.#cursor) continue;
      this.#apply(seq, message);
      this.#cursor = seq;
    }
  }

  #apply(seq: number, message: Element): void {
    const event = readEvent(message);
    if (event?.kind === 'published') {
      for (const { id, text } of event.items) this.#items.set(id, { seq, text });
    }
    if (event?.kind === 'retracted') for (const id of event.ids) this.#items.delete(id);
  }
}

import { readStanzaSeq } from '../../../protocol/archive.ts';
import { readEvent } from '../../../protocol/event.ts';
import { unsubscribeRequest, watchRequest } from '../../../protocol/pubsub.ts';
import type { Element } from '../../../protocol/xml.ts';
import { connect, NoAnswer, RequestRefused, type XmppClient } from '../../stream/client.ts';
import type { Asker } from '../visitor.ts';
import { serviceOf, wayTo, type XmppPlace } from './connection.ts';
import { OpenFacts } from './open-facts.ts';
import { Presence } from './presence.ts';

/** After a failure nobody is kept waiting for the next one; in milliseconds. */
const PAUSE = 1_000;

/** Channels watched at once; beyond it the one that was asked for longest ago is let go. */
const MOST_WATCHED = 1_000;

/** How many bytes may wait to be sent; with more, answers would come too late to be read. */
const MOST_BUFFERED = 64 * 1024;

export interface SiteReaderOptions {
  readonly xmpp: XmppPlace;
  /** Parses what comes. */
  readonly read: (xml: string) => Element;
  /** Told of each connection as long as it lasts; see `Watchers.isSiteReader`. */
  readonly siteReaders: Set<string>;
  /** A channel is not any more as it was read. */
  readonly onChange: (channel: string) => void;
  /** Nothing is certain any more: changes may have been missed. */
  readonly onGap: () => void;
}

/** The one connection over which open channels are read for everybody without an account. */
export class SiteReader implements Asker {
  readonly me = null;
  readonly memory = null;
  readonly facts = new OpenFacts((channel) => this.#watched.has(channel));
  readonly #options: SiteReaderOptions;
  readonly #watched = new Map<string, Promise<void>>();
  #client: Promise<XmppClient> | null = null;
  #presence: Presence | null = null;
  #failedAt = Number.NEGATIVE_INFINITY;
  #stopped = false;

  constructor(options: SiteReaderOptions) {
    this.#options = options;
  }

  async ask(type: 'get' | 'set', payload: Element): Promise<Element> {
    const client = await this.#connected();
    if (client.socket.bufferedAmount > MOST_BUFFERED)
      throw new NoAnswer('too much is asked already');
    this.#presence?.say();
    return client.request(type, serviceOf(this.#options.xmpp), payload);
  }

  /**
   * Hears of every change of a channel from now on. To be called before it is read.
   *
   * @throws RequestRefused where it may not be read.
   */
  async watch(channel: string): Promise<void> {
    const known = this.#watched.get(channel);
    this.#watched.delete(channel);
    const watching = known ?? this.#begin(channel);
    this.#watched.set(channel, watching);
    this.#letGo();
    return watching;
  }

  /**
   * That channel is not any more as it was: nothing that was read before is used again. Nor is anything
   * kept until the change of that number is pushed: pushes before it can tell of what is gone by now.
   */
  forget(channel: string, seq: number): void {
    if (this.#watched.has(channel)) this.facts.await(channel, seq);
    // It may stand in a list all the same.
    else this.facts.forget(channel);
    this.#options.onChange(channel);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#client?.then(
      (client) => client.close(),
      () => undefined,
    );
  }

  #begin(channel: string): Promise<void> {
    const watching = this.#askToWatch(channel);
    watching.catch((error) => {
      // Asked for anew since a gap, it may be watched.
      if (this.#watched.get(channel) !== watching) return;
      this.#watched.delete(channel);
      // What was read meanwhile would never be heard of again; where it may not be watched, no post was.
      if (!(error instanceof RequestRefused)) this.facts.unwatch(channel);
    });
    return watching;
  }

  async #askToWatch(channel: string): Promise<void> {
    const { jid } = await this.#connected();
    await this.ask('set', watchRequest(channel, jid));
  }

  #letGo(): void {
    if (this.#watched.size <= MOST_WATCHED) return;
    const [oldest = ''] = this.#watched.keys();
    this.#watched.delete(oldest);
    this.facts.unwatch(oldest);
    this.#options.onChange(oldest);
    this.#client
      ?.then(({ jid }) => this.ask('set', unsubscribeRequest(oldest, jid)))
      // Where it cannot be told, we are told of changes that we do not ask for any more.
      .catch(() => undefined);
  }

  #connected(): Promise<XmppClient> {
    if (this.#stopped || performance.now() - this.#failedAt < PAUSE) {
      return Promise.reject(new NoAnswer('no connection'));
    }
    this.#client ??= this.#connect().catch((error) => {
      this.#failedAt = performance.now();
      this.#client = null;
      throw error;
    });
    return this.#client;
  }

  async #connect(): Promise<XmppClient> {
    const { xmpp, siteReaders, read } = this.#options;
    const onStanza = (stanza: Element) => this.#receive(stanza);
    const { domain } = xmpp;
    const client = await connect({ ...wayTo(xmpp), domain, anonymous: true, onStanza, read });
    siteReaders.add(client.jid);
    this.#presence = new Presence(client, serviceOf(xmpp));
    client.closed.then(() => {
      siteReaders.delete(client.jid);
      this.#client = null;
      this.#gap();
    });
    return client;
  }

  #receive(stanza: Element): void {
    if (stanza.attrs.from !== serviceOf(this.#options.xmpp)) return;
    this.#presence?.hear(stanza);
    // The service says to whom it knows that it was away.
    if (stanza.name === 'presence') this.#gap();
    const event = readEvent(stanza);
    if (!event) return;
    const seq = readStanzaSeq(stanza, serviceOf(this.#options.xmpp));
    this.facts.hear(event, seq ?? Number.POSITIVE_INFINITY);
    this.#options.onChange(event.channel);
  }

  #gap(): void {
    this.#watched.clear();
    this.facts.clear();
    this.#options.onGap();
  }
}

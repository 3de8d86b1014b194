import { setImmediate as nextTurn } from 'node:timers/promises';
import { stanzaSeq } from '../../protocol/archive.ts';
import { entryOf } from '../../protocol/atom.ts';
import { nodeOf } from '../../protocol/channel.ts';
import {
  affiliationEvent,
  configuredEvent,
  deletedEvent,
  publishedEvent,
  retractedEvent,
  subscriptionEvent,
} from '../../protocol/event.ts';
import { NS } from '../../protocol/namespaces.ts';
import { officeNews } from '../../protocol/office.ts';
import { readingElement, readRequest } from '../../protocol/reading.ts';
import { type Element, el, isElement, serialize } from '../../protocol/xml.ts';
import { type Audience, audiencesOf, connectionsOf, followersIn } from '../service/audience.ts';
import type { Actor, Change, Concerned, ReadingNews, ServiceContext } from '../service/context.ts';
import { distribute } from './distribute.ts';
import type { Multicast } from './multicast.ts';
import { tellEverybody } from './presence.ts';
import { untilTold } from './until-told.ts';

/**
 * Resolves when the answers of this go of the event loop are on their way: whoever waits for one goes on
 * while the pushes are made.
 */
const answersLeft = () => new Promise<void>((resolve) => process.nextTick(resolve));

/** How many changes are pushed before other work has its turn: a topic is removed with all its comments. */
const SLICE = 50;

/** The event that announces a change (`protocol/event.ts`). */
function eventOf(change: Change, service: string): Element {
  const node = nodeOf(change.channel, change.node);
  switch (change.kind) {
    case 'published':
      return publishedEvent(service, node, change.item.id, entryOf(change.item, service));
    case 'deleted':
      return deletedEvent(node);
    case 'retracted':
      return retractedEvent(node, change.id);
    case 'configured':
      return configuredEvent(node, change.config);
    case 'subscription':
      return subscriptionEvent(
        node,
        change.jid,
        change.subscription,
        change.affiliation,
        change.invitedBy,
      );
    case 'affiliation':
      return affiliationEvent(node, change.jid, change.affiliation);
  }
}

/**
 * The push of a change as it travels and as catch-up repeats it: type headline, which peers and old
 * clients insist on, with its place in the order.
 */
export function pushOf(change: Change, service: string): Element {
  return el(
    NS.CLIENT,
    'message',
    { from: service, type: 'headline' },
    eventOf(change, service),
    stanzaSeq(service, change.seq),
  );
}

/**
 * Pushes changes to everybody concerned, one change after the other, so that nobody sees them out
 * of order. A change is written out once for each way of telling it, however many hear of it. Who
 * hears of changes that were committed together is looked up together.
 */
export class Pusher {
  readonly #service: string;
  readonly #send: (xml: string) => void;
  readonly #onFailure: (error: unknown) => void;
  readonly #multicast: () => Multicast | null;
  readonly #onFannedOut: (connections: number) => void;
  #last: Promise<void> = Promise.resolve();
  /** Changes that wait for their turn at the end of all that waits. */
  #waiting: Change[] = [];
  #untold = 0;
  #stopped = false;

  /**
   * `multicast` says who copies pushes to many; while nobody does, each receiver gets a stanza.
   * `onFannedOut` is told of each change how many connections it was pushed to.
   */
  constructor(
    service: string,
    send: (xml: string) => void,
    onFailure: (error: unknown) => void,
    multicast: () => Multicast | null = () => null,
    onFannedOut: (connections: number) => void = () => undefined,
  ) {
    this.#service = service;
    this.#send = send;
    this.#onFailure = onFailure;
    this.#multicast = multicast;
    this.#onFannedOut = onFannedOut;
  }

  push(ctx: ServiceContext, change: Change): void {
    this.#untold += 1;
    this.#waiting.push(change);
    if (this.#waiting.length > 1) return;
    const waiting = this.#waiting;
    this.#then(async () => {
      await answersLeft();
      if (this.#waiting === waiting) this.#waiting = [];
      await this.#push(ctx, waiting);
      this.#untold -= waiting.length;
    });
  }

  /** How many changes are stored and not yet pushed to everybody. */
  get waiting(): number {
    return this.#untold;
  }

  /** Tells a person's other connections how far they have read; resolves when that was handed to the link. */
  async pushReading(ctx: ServiceContext, actor: Actor, news: ReadingNews): Promise<void> {
    this.#waiting = [];
    this.#then(() => this.#pushReading(ctx, actor, news));
    await this.#last;
  }

  /** Tells those whom it concerns that what waits for them is not as it was. */
  pushOffice(ctx: ServiceContext, concerned: Concerned): void {
    this.#waiting = [];
    this.#then(() => this.#pushOffice(ctx, concerned));
  }

  #then(push: () => Promise<void>): void {
    this.#last = this.#last.then(push).catch(this.#onFailure);
  }

  /** Resolves when everything announced so far has been handed to the link. */
  async settled(): Promise<void> {
    await this.#last;
  }

  /** Waits for nothing that fails any more: phones that were not told catch up when the service is back. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.settled();
  }

  #push(ctx: ServiceContext, changes: readonly Change[]): Promise<void> {
    return untilTold(changes, {
      tell: (untold) => this.#tellSome(ctx, untold),
      tellMissed: () => tellEverybody(ctx, { sendText: this.#send }, this.#service, 'available'),
      onFailure: this.#onFailure,
      goesOn: () => !this.#stopped,
    });
  }

  async #tellSome(ctx: ServiceContext, untold: Change[]): Promise<void> {
    await ctx.database.read(async (reader) => {
      const followersOf = followersIn(reader);
      for (const change of untold.slice(0, SLICE)) {
        const audiences = await audiencesOf(reader, change, ctx.watchers, followersOf);
        for (const audience of audiences) this.#tell(audience, ctx.domain);
        untold.shift();
      }
    });
    if (untold.length > 0) await nextTurn();
  }

  #tell({ change, connections }: Audience, domain: string): void {
    this.#onFannedOut(connections.size);
    if (connections.size === 0) return;
    const parts = pushOf(change, this.#service).children.filter(isElement);
    const body = parts.map((part) => serialize(part, NS.CLIENT)).join('');
    const letter = { from: this.#service, body };
    for (const xml of distribute(letter, connections, domain, this.#multicast())) this.#send(xml);
  }

  async #pushOffice(ctx: ServiceContext, concerned: Concerned): Promise<void> {
    const connections = await connectionsOf(ctx, concerned);
    const letter = { from: this.#service, body: serialize(officeNews(), NS.CLIENT) };
    for (const xml of distribute(letter, connections, ctx.domain, null)) this.#send(xml);
  }

  async #pushReading(ctx: ServiceContext, actor: Actor, news: ReadingNews): Promise<void> {
    // Not the one that spoke: that has its answer.
    const others = await connectionsOf(ctx, { jid: actor.jid, but: actor.fullJid });
    const told =
      'reading' in news ? readingElement(news.reading) : readRequest({ seq: news.allUpTo });
    const letter = { from: this.#service, body: serialize(told, NS.CLIENT) };
    for (const xml of distribute(letter, others, ctx.domain, null)) this.#send(xml);
  }
}

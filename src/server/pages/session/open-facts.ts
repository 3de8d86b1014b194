import type { ChannelConfig } from '../../../protocol/channel.ts';
import { readConfig } from '../../../protocol/config-form.ts';
import { readForm } from '../../../protocol/data-form.ts';
import type { ChannelEvent } from '../../../protocol/event.ts';
import { NS } from '../../../protocol/namespaces.ts';
import { directoryRequest, metadataRequest } from '../../../protocol/pubsub.ts';
import { child, type Element } from '../../../protocol/xml.ts';
import type { Asker } from '../visitor.ts';
import { OpenItems } from './open-items.ts';

/** A town has some dozens of channels; more than these are for a search. */
const LISTED = 100;

/** The list is ordered by what happens in all channels, also in those that it does not show and nobody watches here. */
export const LIST_FRESH_FOR = 5_000;

/**
 * What everybody may know of open channels, as the channel service told it last: it stands on every
 * page, and hardly ever changes. `isWatched` says whether a change of a channel would be heard of;
 * `ticks` is a steady clock in milliseconds.
 */
export class OpenFacts {
  readonly #metadata = new Map<string, Promise<ChannelConfig>>();
  /** Channels that the service told of as open to everybody. */
  readonly #open = new Set<string>();
  readonly items: OpenItems;
  readonly #isWatched: (channel: string) => boolean;
  /** Channels that have changed already, by the number of the change that is yet to be heard of. */
  readonly #awaited = new Map<string, number>();
  readonly #ticks: () => number;
  #list: { readonly answer: Promise<Element>; readonly until: number } | null = null;

  constructor(
    isWatched: (channel: string) => boolean,
    ticks: () => number = () => performance.now(),
  ) {
    this.#isWatched = (channel) => isWatched(channel) && !this.#awaited.has(channel);
    this.items = new OpenItems(this.#isWatched);
    this.#ticks = ticks;
  }

  /**
   * What a channel says of itself (XEP-0060, 5.4), a closed one too: everybody is told that it is closed.
   *
   * @throws RequestRefused where there is none.
   */
  metadata(asker: Asker, channel: string): Promise<ChannelConfig> {
    const known = this.#metadata.get(channel);
    // Until it was answered it may be closed to everybody, and not to this person.
    if (known && (asker.me === null || this.isOpen(channel))) return known;
    const answer = asker.ask('get', metadataRequest(channel)).then(configIn);
    // What a person is told may be for that person alone.
    if (asker.me !== null || !this.#isWatched(channel)) return answer;
    this.#metadata.set(channel, answer);
    const isStill = () => this.#metadata.get(channel) === answer;
    answer.then(
      ({ accessModel }) => isStill() && accessModel === 'open' && this.#open.add(channel),
      () => isStill() && this.#metadata.delete(channel),
    );
    return answer;
  }

  /** Whether everybody may read that channel, for sure. */
  isOpen(channel: string): boolean {
    return this.#open.has(channel);
  }

  /**
   * The open channels, most active first. Pages for everybody are kept themselves: what they show is
   * always asked for, so that the times of both do not add up.
   */
  list(asker: Asker): Promise<Element> {
    const now = this.#ticks();
    if (asker.me !== null && this.#list && this.#list.until > now) return this.#list.answer;
    const answer = asker.ask('get', directoryRequest({ max: LISTED }));
    const list = { answer, until: now + LIST_FRESH_FOR };
    this.#list = list;
    answer.catch(() => {
      if (this.#list === list) this.#list = null;
    });
    return answer;
  }

  /** Something happened in a watched channel: the change of that number. */
  hear(event: ChannelEvent, seq: number): void {
    const { kind, channel } = event;
    const awaited = this.#awaited.get(channel);
    if (awaited !== undefined && seq >= awaited) this.#awaited.delete(channel);
    const keeps = awaited === undefined && (kind === 'published' || kind === 'retracted');
    if (keeps) this.items.hear(event);
    else this.forget(channel);
  }

  /** Keeps nothing of a channel until the change of that number is heard of. */
  await(channel: string, seq: number): void {
    this.#awaited.set(channel, Math.max(seq, this.#awaited.get(channel) ?? 0));
    this.forget(channel);
  }

  /** Drops a channel that is not watched any more. */
  unwatch(channel: string): void {
    this.#awaited.delete(channel);
    this.forget(channel);
  }

  /** Drops what is kept of a channel, which may have changed; a request for it that is on its way still counts. */
  forget(channel: string): void {
    this.#metadata.delete(channel);
    this.#open.delete(channel);
    this.#list = null;
    this.items.forget(channel);
  }

  clear(): void {
    this.#awaited.clear();
    this.#metadata.clear();
    this.#open.clear();
    this.#list = null;
    this.items.clear();
  }
}

function configIn(answer: Element): ChannelConfig {
  const query = child(answer, 'query', NS.DISCO_INFO);
  return readConfig((query && readForm(query))?.values ?? new Map());
}

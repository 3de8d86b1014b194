import type { Actor } from './context.ts';

/** How many channels one connection may watch; an app shows one at a time. */
const MAX_WATCHED = 8;
/** How many connections may: who never said that they are there is not heard of when they go. */
const MAX_WATCHING = 10_000;

/**
 * Temporary subscriptions (XEP-0060, 12.4): connections that show a channel right now, by its
 * name. In memory only: they end with their presence, and clients renew them when the service comes back.
 */
export class Watchers {
  readonly #byChannel = new Map<string, Map<string, Actor>>();
  readonly #byConnection = new Map<string, Set<string>>();
  readonly #siteReaders: ReadonlySet<string>;

  /** `siteReaders`: see {@link isSiteReader}. */
  constructor(siteReaders: ReadonlySet<string> = new Set()) {
    this.#siteReaders = siteReaders;
  }

  /**
   * Whether a connection is the page lane's own, which reads open channels for everybody without an
   * account: what it asks and watches is as much as all of them together.
   */
  isSiteReader(fullJid: string): boolean {
    return this.#siteReaders.has(fullJid);
  }

  add(channel: string, actor: Actor): void {
    const watched = this.#byConnection.get(actor.fullJid) ?? new Set();
    this.#byConnection.set(actor.fullJid, watched.add(channel));
    const connections = this.#byChannel.get(channel) ?? new Map<string, Actor>();
    this.#byChannel.set(channel, connections.set(actor.fullJid, actor));
  }

  /**
   * Beyond the bounds, the channel watched first is let go, and the connection that watched first: once it
   * is known that what was added may be watched.
   */
  keepWithinBounds(fullJid: string): void {
    const watched = this.#byConnection.get(fullJid) ?? new Set();
    const [oldest] = watched;
    const tooMany = watched.size > MAX_WATCHED && !this.isSiteReader(fullJid);
    if (tooMany && oldest !== undefined) this.remove(oldest, fullJid);
    if (this.#byConnection.size <= MAX_WATCHING) return;
    const first = [...this.#byConnection.keys()].find((name) => !this.isSiteReader(name));
    if (first !== undefined) this.removeConnection(first);
  }

  remove(channel: string, fullJid: string): void {
    const connections = this.#byChannel.get(channel);
    connections?.delete(fullJid);
    if (connections?.size === 0) this.#byChannel.delete(channel);
    const watched = this.#byConnection.get(fullJid);
    watched?.delete(channel);
    if (watched?.size === 0) this.#byConnection.delete(fullJid);
  }

  /** The connection has ended. */
  removeConnection(fullJid: string): void {
    for (const channel of this.#byConnection.get(fullJid) ?? []) this.remove(channel, fullJid);
  }

  /** The link to the XMPP server is down: who goes now is not told of, and who stays watches anew. */
  clear(): void {
    this.#byChannel.clear();
    this.#byConnection.clear();
  }

  of(channel: string): readonly Actor[] {
    return [...(this.#byChannel.get(channel)?.values() ?? [])];
  }
}

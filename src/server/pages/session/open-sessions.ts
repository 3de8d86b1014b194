/** The sessions that are open for people who use pages: one for each device, kept while it is used. */
import type { XmppClient } from '../../stream/client.ts';
import type { Asker } from '../visitor.ts';
import type { Ticket } from './ticket.ts';

/** A person who reads on finds the connection open; in milliseconds. */
const IDLE_AFTER = 5 * 60_000;

/** Connections at once; beyond it the one that was used longest ago is closed. */
const MOST_SESSIONS = 1_000;

/** One person's XMPP session on the server's side. */
export interface Session extends Asker {
  readonly me: string;
  /** The newest: the XMPP server replaces tokens from time to time. */
  readonly ticket: Ticket;
}

/** A session with its connection, which may still be on its way; it rejects where it cannot be opened. */
export type OpenSession = Promise<Session & { readonly client: XmppClient }>;

export class OpenSessions {
  /** By device, the one that was used longest ago first. */
  readonly #open = new Map<string, { readonly session: OpenSession; idle: NodeJS.Timeout }>();

  get(device: string): OpenSession | undefined {
    return this.#open.get(device)?.session;
  }

  all(): readonly OpenSession[] {
    return [...this.#open.values()].map(({ session }) => session);
  }

  /** Keeps a device's session open from now on until nobody has used it for a while; gives that session. */
  use(device: string, session: OpenSession): OpenSession {
    if (this.get(device) !== session) this.#forgetOnceEnded(device, session);
    this.#forget(device);
    const idle = setTimeout(() => this.close(device), IDLE_AFTER).unref();
    this.#open.set(device, { session, idle });
    const [oldest] = this.#open.keys();
    if (this.#open.size > MOST_SESSIONS && oldest !== undefined) this.close(oldest);
    return session;
  }

  /** Forgets a device's session at once; resolves when its connection is closed. */
  async close(device: string): Promise<void> {
    const session = this.get(device);
    this.#forget(device);
    await session?.then(
      ({ client }) => client.close(),
      () => undefined,
    );
  }

  async closeAll(): Promise<void> {
    await Promise.all([...this.#open.keys()].map((device) => this.close(device)));
  }

  /** By then that device may have a newer one. */
  #forgetOnceEnded(device: string, session: OpenSession): void {
    const forget = () => {
      if (this.get(device) === session) this.#forget(device);
    };
    session.then(({ client }) => client.closed).then(forget, forget);
  }

  #forget(device: string): void {
    clearTimeout(this.#open.get(device)?.idle);
    this.#open.delete(device);
  }
}

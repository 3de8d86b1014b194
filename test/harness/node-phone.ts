import { createWays } from '../../src/app/xmpp/ways.ts';
import 'fake-indexeddb/auto';
import { randomUUID } from 'node:crypto';
import { WebSocket } from 'ws';
import { addToOutbox } from '../../src/app/actions/add-to-outbox.ts';
import { readOutbox } from '../../src/app/store/read/outbox.ts';
import { createStore, type Store } from '../../src/app/store/store.ts';
import { type Account, startAccount } from '../../src/app/sync/account.ts';
import type { Site } from '../../src/app/sync/site.ts';
import type { Credentials } from '../../src/app/xmpp/credentials.ts';
import { eventually } from './eventually.ts';

// Node.js 20 has none of its own; phones do.
globalThis.WebSocket ??= WebSocket as unknown as typeof globalThis.WebSocket;

export const PASSWORD = 'secret word';

/** So often somebody looks at the phone, in milliseconds: then it does not wait to connect. */
const LOOK = 50;
/** Slow machines are slow: what matters is that it happens. */
const PATIENCE = 3_600_000;

/** A site as a page of it tells; Node.js has no XMLHttpRequest, so there is one way alone. */
export function siteAt(url: string): Site {
  const webSocket = `${url.replace('http', 'ws')}/xmpp-websocket`;
  return { domain: 'localhost', operator: '', ways: createWays(webSocket, webSocket) };
}

/** The app without its screens, as it runs in a browser: real code, real servers, any link. */
export class NodePhone {
  readonly store: Store;
  account!: Account;
  readonly username: string;
  readonly #looking: ReturnType<typeof setInterval>;
  #isLookedAt = true;

  /** `store`: that of an earlier phone, which was switched off. */
  constructor(username: string, store = createStore(`phone-${randomUUID()}`)) {
    this.username = username;
    this.store = store;
    this.#looking = setInterval(() => {
      if (this.#isLookedAt && this.state === 'offline') this.account.wake();
    }, LOOK);
  }

  /** Makes an account and signs in. */
  join(url: string): Promise<void> {
    const credentials = { kind: 'password', password: PASSWORD, create: true } as const;
    return this.start(url, { ...credentials, username: this.username });
  }

  /** Signs in again with the password. */
  signIn(url: string): Promise<void> {
    const credentials = { kind: 'password', password: PASSWORD, create: false } as const;
    return this.start(url, { ...credentials, username: this.username });
  }

  /** Goes on with the token of the last time. */
  goOn(url: string): Promise<void> {
    return this.start(url, { kind: 'token', username: this.username });
  }

  async start(url: string, credentials: Credentials): Promise<void> {
    const site = siteAt(url);
    const me = `${this.username}@${site.domain}`;
    this.account = await startAccount(site, this.store, me, credentials);
  }

  /** Reads without an account. */
  async read(url: string): Promise<void> {
    const credentials = { kind: 'anonymous' } as const;
    this.account = await startAccount(siteAt(url), this.store, null, credentials);
  }

  get state(): string {
    return this.account?.connectivity.get().state;
  }

  /** Nobody holds the phone: it connects again in its own time. */
  putDown(): void {
    this.#isLookedAt = false;
  }

  /** Waits until everything that is asked for at the start is there; throws where the site refuses. */
  async settled(): Promise<void> {
    const { connectivity } = this.account;
    const ended = () =>
      this.state === 'refused' || (connectivity.get().settled && this.state === 'online');
    await eventually(ended, PATIENCE);
    const { refusal } = connectivity.get();
    if (refusal) throw new Error(`${this.username} is refused: ${refusal}`);
  }

  async is(state: string): Promise<void> {
    await eventually(() => this.state === state, PATIENCE);
  }

  async write(channel: string, parent: string | null, text: string): Promise<void> {
    const trouble = await addToOutbox(this.account, { channel, parent, title: '', text });
    if (trouble) throw new Error(trouble);
  }

  /** Waits until nothing waits to be sent. */
  async sent(): Promise<void> {
    await eventually(
      async () => (await readOutbox(this.store)).every((post) => post.trouble !== null),
      PATIENCE,
    );
  }

  /** Ids and texts of a channel's items as they are stored here. */
  async items(channel: string): Promise<ReadonlyMap<string, string>> {
    const rows = await this.store.read(['items'], (tx) => tx.objectStore('items').getAll());
    const ours = rows.filter((row) => row.channel === channel);
    return new Map(ours.map(({ id, text }) => [id, text]));
  }

  stop(): void {
    clearInterval(this.#looking);
    this.account?.stop();
  }
}

/** One person's (or anonymous reader's) link with the channel service, and what it keeps going. */
import { NS } from '../../protocol/namespaces.ts';
import { type Element, el } from '../../protocol/xml.ts';
import type { Store } from '../store/store.ts';
import { createBackOff } from '../xmpp/back-off.ts';
import type { Credentials } from '../xmpp/credentials.ts';
import { createSession } from '../xmpp/session.ts';
import { arrive, presenceFor } from './arrive.ts';
import { CONNECTING, type Connectivity } from './connectivity.ts';
import type { SyncContext } from './context.ts';
import { flushOutbox } from './flush-outbox.ts';
import { takePushes } from './incoming.ts';
import { loadTime } from './load-time.ts';
import { type Observable, observable } from './observable.ts';
import { createRetrier } from './retrier.ts';
import { tokensOf, userAgentOf } from './sign-in-data.ts';
import { anonymousDomainOf, type Site, serviceOf } from './site.ts';
import { troubleOf } from './trouble.ts';

const FIRST_WAIT = 2_000;
const MOST_WAIT = 60_000;

export interface Account {
  /** Bare JID, `null` for a reader without an account. */
  readonly me: string | null;
  readonly site: Site;
  readonly store: Store;
  readonly context: SyncContext;
  readonly connectivity: Observable<Connectivity>;
  /** Something was written: send it as soon as that can be. */
  sendWaiting(): void;
  /** The network, or the person, is said to be back. */
  wake(): void;
  /** The network is said to be gone. */
  drop(): void;
  stop(): void;
}

/** Starts to connect, and goes on trying until it is stopped. */
export async function startAccount(
  site: Site,
  store: Store,
  me: string | null,
  credentials: Credentials,
): Promise<Account> {
  const service = serviceOf(site);
  const domain = me === null ? anonymousDomainOf(site) : site.domain;
  const connectivity = observable(CONNECTING);
  const messageListeners = new Set<(message: Element) => void>();
  let up = false;

  const session = createSession(
    {
      url: site.url,
      domain,
      credentials,
      tokens: tokensOf(store),
      userAgent: await userAgentOf(store),
    },
    {
      online(resumed) {
        up = true;
        if (!resumed) return welcome();
        change({ state: 'online' });
        outbox.now();
      },
      offline() {
        up = false;
        change({ state: 'offline' });
      },
      stanza,
      refused({ reason }) {
        up = false;
        change({ state: 'refused', refusal: reason });
      },
    },
  );

  const context: SyncContext = {
    store,
    me,
    service,
    ask: (type, payload) => session.request(service, type, payload),
    connection: session.jid,
    onMessage(listener) {
      messageListeners.add(listener);
      return () => messageListeners.delete(listener);
    },
  };
  const incoming = takePushes(context);

  const arrival = createRetrier(
    async () => {
      if (!up) return true;
      try {
        await session.send(presenceFor(service));
        // While it is away, nothing on the screen is asked for before it answers.
        if (connectivity.get().state === 'service-away')
          await context.ask('get', el(NS.PING, 'ping'));
        change({ state: 'online', epoch: connectivity.get().epoch + 1 });
        outbox.now();
        await arrive(context, incoming);
      } catch (error) {
        return isOver(error);
      }
      return true;
    },
    createBackOff(FIRST_WAIT, MOST_WAIT),
  );

  const outbox = createRetrier(
    async () => {
      if (!up) return true;
      const trouble = await flushOutbox(context);
      if (trouble === 'service-away') serviceLeft();
      return trouble === null;
    },
    createBackOff(FIRST_WAIT, MOST_WAIT),
  );

  function welcome() {
    incoming.gap();
    arrival.now();
    // Not knowing the time costs only the nicety of "5 min ago".
    loadTime(session, store, domain).catch(troubleOf);
  }

  function serviceLeft() {
    incoming.gap();
    change({ state: 'service-away' });
    arrival.now();
  }

  /** Whether an arrival that failed need not be repeated: the next session will see to it. */
  function isOver(error: unknown): boolean {
    troubleOf(error);
    if (up) change({ state: 'service-away' });
    return !up;
  }

  function change(news: Partial<Connectivity>) {
    connectivity.set({ ...connectivity.get(), ...news });
  }

  function stanza(received: Element) {
    // Anybody may send to this address; only the service speaks for channels.
    if (received.attrs.from !== service) return;
    if (received.name === 'message') for (const hear of [...messageListeners]) hear(received);
    if (received.name !== 'presence') return;
    if (received.attrs.type === undefined) welcome();
    else if (received.attrs.type === 'unavailable') serviceLeft();
  }

  session.start();
  return {
    me,
    site,
    store,
    context,
    connectivity,
    sendWaiting: outbox.now,
    wake: session.wake,
    drop: session.drop,
    stop() {
      up = false;
      arrival.stop();
      outbox.stop();
      session.stop();
    },
  };
}

/** One person's (or anonymous reader's) link with the channel service, and what it keeps going. */
import { NS } from '../../protocol/namespaces.ts';
import { isOfficeNews } from '../../protocol/office.ts';
import { el } from '../../protocol/xml.ts';
import { readWaiting } from '../store/read/outbox.ts';
import { copyTyped, restoreTyped } from '../store/second-copy.ts';
import type { Store } from '../store/store.ts';
import { sweepPhotos } from '../store/write/photos.ts';
import { trimItems } from '../store/write/trim.ts';
import type { Credentials } from '../xmpp/credentials.ts';
import { createSession } from '../xmpp/session.ts';
import { arrive, presenceFor } from './arrive.ts';
import { createClock } from './clock.ts';
import { CONNECTING, type Connectivity } from './connectivity.ts';
import type { SyncContext } from './context.ts';
import { flushMarks } from './flush-marks.ts';
import { flushOutbox } from './flush-outbox.ts';
import { hearReading } from './hear-reading.ts';
import { hearService } from './hear-service.ts';
import { takePushes } from './incoming.ts';
import { loadChannels } from './load-channels.ts';
import { loadWithheld } from './load-withheld.ts';
import { type Observable, observable } from './observable.ts';
import { createRetrier, FIRST_WAIT } from './retrier.ts';
import type { PhotoOnItsWay } from './send-photo.ts';
import { tokensOf, userAgentOf } from './sign-in-data.ts';
import { anonymousDomainOf, type Site, serviceOf } from './site.ts';
import { tellRules } from './tell-rules.ts';
import { troubleOf } from './trouble.ts';

/** Between two times of asking what waits, in milliseconds: on a busy day there is news all the time. */
const NEWS_PAUSE = 5_000;

/** How sending stands, in this tab. */
export interface Sending {
  /** The post that is on its way. */
  readonly order: number | null;
  /** In how many seconds the service lets us go on; `null` where it set no time. */
  readonly wait: number | null;
  /** Its photo, while that is on its way. */
  readonly photo?: PhotoOnItsWay | undefined;
}

export interface Account {
  /** Bare JID, `null` for a reader without an account. */
  readonly me: string | null;
  readonly site: Site;
  readonly store: Store;
  readonly context: SyncContext;
  readonly connectivity: Observable<Connectivity>;
  readonly sending: Observable<Sending>;
  /** The network, or the person, is said to be back. */
  wake(): void;
  /** The network is said to be gone. */
  drop(): void;
  stop(): void;
}

/** Starts to connect, and goes on trying until it is stopped. `stay`: beyond this browser session. */
export async function startAccount(
  site: Site,
  store: Store,
  me: string | null,
  credentials: Credentials,
  stay = true,
): Promise<Account> {
  const service = serviceOf(site);
  const domain = me === null ? anonymousDomainOf(site) : site.domain;
  const connectivity = observable(CONNECTING);
  const sending = observable<Sending>({ order: null, wait: null });
  const ears = hearService(service, { came: greet, left: serviceLeft, refused });
  // Some browsers begin a database anew that they find broken, that one alone and without a word.
  const userAgent = await userAgentOf(store, () => me && restoreTyped(store, me));
  const access = { tokens: tokensOf(store, stay), userAgent };
  let linked = false;
  /** Which meeting with the service is under way: what an older one ran into does not count. */
  let meeting = 0;
  /** The last one that came to its end: a link that goes on may have been lost in the middle of one. */
  let met = 0;

  const session = createSession(
    { ways: site.ways, domain, credentials, ...access },
    {
      online(resumed) {
        linked = true;
        if (!resumed) return greet();
        change({ state: 'online' });
        arrival.now();
        outbox.now();
        marks.now();
      },
      offline() {
        linked = false;
        change({ state: 'offline' });
      },
      refused({ reason }) {
        linked = false;
        change({ state: 'refused', refusal: reason });
      },
      stanza: ears.hear,
    },
  );
  const context: SyncContext = {
    store,
    me,
    service,
    ask: (type, payload, of = service) => session.request(of, type, payload),
    onMessage: ears.onMessage,
    askAnew: () => change({ epoch: connectivity.get().epoch + 1 }),
    connection: session.jid,
  };
  const incoming = takePushes(context, () => {
    // Of many, on a full phone, the first.
    if (met === meeting) setTimeout(arrival.now, FIRST_WAIT);
    meeting += 1;
  });
  hearReading(context);

  // Both are done when they give `true`; without a link there is nothing to do, the next one sees to it.
  const arrival = createRetrier(async () => {
    const mine = meeting;
    if (!linked || met === mine) return true;
    try {
      await introduce();
      met = mine;
    } catch (error) {
      const full = troubleOf(error) === 'not-saved';
      if (linked && mine === meeting) change(full ? { full } : { state: 'service-away' });
      return !linked;
    }
    return met === meeting;
  });
  const seen = new Set<number>();
  /** Whether the last thing that was to be sent met nobody. */
  let missed = false;
  const outbox = createRetrier(async () => {
    if (!linked) return true;
    const stopped = await flushOutbox(
      context,
      (order, photo) => sending.set({ order, wait: null, photo }),
      seen,
    );
    const isAway = stopped?.trouble === 'service-away';
    // Where it was met since it is there, and does not know what it is sent: older than this build, it is asked later.
    if (isAway && !missed) serviceLeft();
    missed = isAway;
    if (!stopped) return true;
    if (!stopped.wait) return false;
    sending.set({ order: null, wait: stopped.wait });
    return stopped.wait * 1_000;
  });

  const marks = createRetrier(
    async () => !linked || ((await tellRules(context)) && (await flushMarks(context)) === null),
  );

  const copies = createRetrier(async () => {
    if (me !== null) await copyTyped(store, me);
    return true;
  });

  let askedNews = Number.NEGATIVE_INFINITY;
  const office = createRetrier(async () => {
    if (!linked) {
      // With all else, when there is a link again.
      meeting += 1;
      return true;
    }
    const wait = askedNews + NEWS_PAUSE - performance.now();
    if (wait > 0) return wait;
    askedNews = performance.now();
    await loadChannels(context);
    await loadWithheld(context);
    return true;
  });
  context.onMessage((message) => {
    if (isOfficeNews(message)) office.now();
  });

  async function introduce(): Promise<void> {
    await session.send(presenceFor(service));
    // While it is away, nothing on the screen is asked for before it answers.
    if (connectivity.get().state === 'service-away') await context.ask('get', el(NS.PING, 'ping'));
    change({ state: 'online', epoch: connectivity.get().epoch + 1 });
    outbox.now();
    await arrive(context, incoming);
    // What the service had no time to be told.
    marks.now();
    await trimItems(store);
    await sweepPhotos(store);
    change({ settled: true, full: false });
  }

  /** There is a new session, or the service is back: it has to be told of us, and we of the news. */
  function greet() {
    meetAnew();
    clock.learn();
  }

  function serviceLeft() {
    change({ state: 'service-away' });
    meetAnew();
  }

  function refused(wait: number) {
    // What it does not push until then is caught up.
    incoming.gap();
    setTimeout(() => {
      meeting += 1;
      arrival.now();
    }, wait * 1_000);
  }

  function meetAnew() {
    meeting += 1;
    incoming.gap();
    // What it was asked before it went will never be answered.
    session.abandonRequests();
    arrival.now();
  }

  function change(news: Partial<Connectivity>) {
    connectivity.set({ ...connectivity.get(), ...news });
  }

  /** Sends what is new. What waits for its time does so, however often something else is stored. */
  async function lookAtOutbox() {
    const waiting = await readWaiting(store);
    if (waiting.some(({ order }) => !seen.has(order as number))) outbox.now();
  }

  // Whichever tab it was written in: that one may be closed by now.
  const stopListening = store.onChange((changed) => {
    if (changed.includes('outbox')) lookAtOutbox().catch(outbox.now);
    if (changed.includes('marks')) marks.now();
    if (changed.includes('outbox') || changed.includes('drafts')) copies.now();
  });
  const clock = createClock(session, store, domain);
  session.start();
  copies.now();
  return {
    me,
    site,
    store,
    context,
    connectivity,
    sending,
    wake: session.wake,
    drop: session.drop,
    stop() {
      linked = false;
      stopListening();
      clock.stop();
      arrival.stop();
      copies.stop();
      outbox.stop();
      marks.stop();
      office.stop();
      session.stop();
    },
  };
}

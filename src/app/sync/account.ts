/** One person's (or anonymous reader's) link with the channel service, and what it keeps going. */
import { copyTyped, restoreTyped } from '../store/second-copy.ts';
import type { Store } from '../store/store.ts';
import type { Credentials } from '../xmpp/credentials.ts';
import { createSession } from '../xmpp/session.ts';
import { createClock } from './clock.ts';
import { CONNECTING, type Connectivity, change } from './connectivity.ts';
import type { SyncContext } from './context.ts';
import { flushMarks } from './flush-marks.ts';
import { hearOffice } from './hear-office.ts';
import { hearReading } from './hear-reading.ts';
import { hearService } from './hear-service.ts';
import { createMeeting } from './meeting.ts';
import { type Observable, observable } from './observable.ts';
import { createOutbox, type Sending } from './outbox.ts';
import { createRetrier } from './retrier.ts';
import { tokensOf, userAgentOf } from './sign-in-data.ts';
import { anonymousDomainOf, type Site, serviceOf } from './site.ts';
import { tellRules } from './tell-rules.ts';

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
  const ears = hearService(service, {
    came,
    left: () => meeting.left(),
    refused: (wait) => meeting.refused(wait),
  });
  // Some browsers begin a database anew that they find broken, that one alone and without a word.
  const userAgent = await userAgentOf(store, () => me && restoreTyped(store, me));
  const access = { tokens: tokensOf(store, stay), userAgent };

  const session = createSession(
    { ways: site.ways, domain, credentials, ...access },
    {
      online(resumed) {
        if (!resumed) return came();
        meeting.resumed();
        outbox.now();
        marks.now();
      },
      offline: () => change(connectivity, { state: 'offline' }),
      refused: ({ reason }) => change(connectivity, { state: 'refused', refusal: reason }),
      stanza: ears.hear,
    },
  );
  const context: SyncContext = {
    store,
    me,
    service,
    ask: (type, payload, of = service) => session.request(of, type, payload),
    onMessage: ears.onMessage,
    askAnew: () => change(connectivity, { epoch: connectivity.get().epoch + 1 }),
    connection: session.jid,
  };
  const clock = createClock(session, store, domain);

  // Without a link there is nothing to do: the next one sees to it.
  const marks = createRetrier(
    async () =>
      !context.connection() || ((await tellRules(context)) && (await flushMarks(context)) === null),
  );
  const outbox = createOutbox(context, () => meeting.left());
  const meeting = createMeeting(context, session, connectivity, outbox, marks);
  const office = hearOffice(context, meeting.missed);
  hearReading(context);
  const copies = createRetrier(async () => {
    if (me !== null) await copyTyped(store, me);
    return true;
  });

  /** There is a new session, or the service is back. */
  function came() {
    meeting.came();
    clock.learn();
  }

  // Whichever tab it was written in: that one may be closed by now.
  const stopListening = store.onChange((changed) => {
    if (changed.includes('outbox')) outbox.look();
    if (changed.includes('marks')) marks.now();
    if (changed.includes('outbox') || changed.includes('drafts')) copies.now();
  });
  session.start();
  copies.now();
  return {
    me,
    site,
    store,
    context,
    connectivity,
    sending: outbox.sending,
    wake: session.wake,
    drop: session.drop,
    stop() {
      stopListening();
      for (const work of [clock, meeting, outbox, marks, office, copies, session]) work.stop();
    },
  };
}

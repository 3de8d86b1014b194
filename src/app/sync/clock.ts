/** The server's clock, as the phone's own is wrong by years, or is set while the app runs. */
import { NS } from '../../protocol/namespaces.ts';
import { childrenOf, childText, el } from '../../protocol/xml.ts';
import type { Store } from '../store/store.ts';
import { saveMeta } from '../store/write/meta.ts';
import type { Session } from '../xmpp/session.ts';
import { troubleOf } from './trouble.ts';

const MINUTE = 60_000;

export interface Clock {
  /** Asks for the time: there is a new session. */
  learn(): void;
  stop(): void;
}

/**
 * Keeps how far the phone's clock is off in the store: asked of the server with each new session, and
 * anew when the phone's clock has been set or the phone has slept (which look the same from here).
 */
export function createClock(session: Session, store: Store, domain: string): Clock {
  /** What the phone's clock was ahead of its own ticking when it was compared; unknown before. */
  let set: number | undefined;

  async function compare(): Promise<void> {
    const asked = Date.now();
    const before = ahead();
    const answer = await session.request(domain, 'get', el(NS.TIME, 'time'));
    const now = Date.now();
    const time = childrenOf(answer, 'time', NS.TIME)[0];
    const there = Date.parse(childText(time, 'utc') ?? '');
    // It was set meanwhile: nobody knows when. The next look finds that.
    if (Number.isNaN(there) || Math.abs(ahead() - before) > MINUTE) return;
    set = before;
    await saveMeta(store, 'clockOffset', there - (asked + now) / 2);
  }

  function learn() {
    // Not knowing the time costs only the nicety of "5 min ago".
    compare().catch(troubleOf);
  }

  const timer = setInterval(() => {
    if (set !== undefined && Math.abs(ahead() - set) > MINUTE) learn();
  }, MINUTE);
  return { learn, stop: () => clearInterval(timer) };
}

/** Grows only when the clock is set, or while the phone sleeps. */
const ahead = () => Date.now() - performance.now();

import { childrenOf, childText, el } from '../../protocol/xml.ts';
import type { Store } from '../store/store.ts';
import { saveMeta } from '../store/write/meta.ts';
import type { Session } from '../xmpp/session.ts';

/** XEP-0202. */
const NS_TIME = 'urn:xmpp:time';

/** Learns how far the phone's clock is off: phones are wrong by years, and "5 min ago" must not be. */
export async function loadTime(session: Session, store: Store, domain: string): Promise<void> {
  const asked = Date.now();
  const answer = await session.request(domain, 'get', el(NS_TIME, 'time'));
  const took = Date.now() - asked;
  const time = childrenOf(answer, 'time', NS_TIME)[0];
  const there = Date.parse((time && childText(time, 'utc')) ?? '');
  if (!Number.isNaN(there)) await saveMeta(store, 'clockOffset', there - asked - took / 2);
}

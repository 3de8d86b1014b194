/** Rate limits: which of the rates in `service/rates.ts` each request counts against. */
import { MAX_PAGE } from '../../protocol/limits.ts';
import { NS } from '../../protocol/namespaces.ts';
import { childrenOf, type Element } from '../../protocol/xml.ts';
import type { RateName } from '../service/rates.ts';
import type { Call } from './call.ts';

/** Throws where the actor asks faster than anybody may. */
export function charge({ ctx, actor, type, payload, verb }: Call): void {
  if (ctx.watchers.isSiteReader(actor.fullJid)) return;
  // The XMPP server asks for many, and says for whom (mod_channel_profile).
  const jid = (actor.jid === ctx.domain && payload.attrs.by) || actor.jid;
  ctx.rates?.take('request', { ...actor, jid });
  const rate = rateOf(type, verb);
  if (rate) ctx.rates?.take(rate, actor, Math.max(1, namedIn(verb)));
}

/** How many rows can be counted in the time in which one is read, or less. */
const COUNTED_FOR_ONE = 25;

/**
 * What has read many rows takes as much as a request more for each hundred, or for each 2,500 that are only
 * counted. It is answered all the same: the work is done, and the next request waits before there is any.
 */
export function chargeRows({ ctx, actor }: Call, rows: number, counted = 0): void {
  const more = Math.floor((rows + counted / COUNTED_FOR_ONE) / MAX_PAGE);
  if (more === 0 || ctx.watchers.isSiteReader(actor.fullJid)) return;
  ctx.rates?.owe('request', actor, more);
}

/** Without limits of their own: what is sent by reading alone. What is sent at every sign-in has none, either. */
const CHEAP: readonly string[] = [NS.MAM, NS.READ];

/** What moderators have to look at. */
const JUDGED: readonly string[] = ['report', 'appeal'];

/** Requests that read much at once; for `disco#items` all nodes are counted whenever some are listed. */
const SURVEYS: readonly string[] = [
  `${NS.BUDDYCLOUD} recent-items`,
  `${NS.BUDDYCLOUD} user-items`,
  `${NS.DISCO_ITEMS} query`,
  `${NS.METADATA_QUERY} query`,
  `${NS.CONTENT_QUERY} query`,
  `${NS.NEARBY_QUERY} query`,
  `${NS.SIMILAR_CHANNELS} query`,
  `${NS.RECOMMENDATION_QUERY} query`,
];

/** The rate of a request beside `request`, which every one has; `null` where it has none. */
function rateOf(type: 'get' | 'set', verb: Element): RateName | null {
  if (type === 'get') return SURVEYS.includes(`${verb.ns} ${verb.name}`) ? 'survey' : null;
  const isSignIn = verb.ns === NS.REGISTER && childrenOf(verb).length === 0;
  if (isSignIn || CHEAP.includes(verb.ns)) return null;
  if (verb.ns === NS.OFFICE && JUDGED.includes(verb.name)) return 'complain';
  return verb.name === 'publish' ? 'publish' : 'manage';
}

/** How many people a request names who may have nothing to do with the channel: each costs what one does. */
function namedIn(verb: Element): number {
  const invited = childrenOf(verb, 'subscription').filter(
    ({ attrs }) => attrs.subscription === 'invited',
  );
  return childrenOf(verb, 'affiliation').length + invited.length;
}

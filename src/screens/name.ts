import { domainOf, isGone, localOf } from '../protocol/jid.ts';
import type { Text } from './text/en.ts';

/** What a person is called: short for those of this site, in full for all others. */
export function nameOf(jid: string, domain: string, t: Text): string {
  if (isGone(jid)) return t.gone;
  return domainOf(jid) === domain ? localOf(jid) : jid;
}

/** What a channel is called: the service writes its address where it was given no title. */
export function channelTitle(channel: string, title: string): string {
  return title === '' || title === channel ? localOf(channel) : title;
}

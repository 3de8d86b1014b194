import { domainOf, isGone, localOf } from '../protocol/jid.ts';
import type { Text } from './text/en.ts';

/** What a person is called: short for those of this site, in full for all others. */
export function nameOf(jid: string, domain: string, t: Text): string {
  if (isGone(jid)) return t.gone;
  return domainOf(jid) === domain ? localOf(jid) : jid;
}

/** Who wrote something, and for whom where somebody else speaks. */
export function writerOf(
  { author, onBehalf }: { readonly author: string; readonly onBehalf?: string },
  domain: string,
  t: Text,
): string {
  const name = nameOf(author, domain, t);
  return onBehalf ? `${name} · ${t.onBehalf(onBehalf)}` : name;
}

/** What a channel is called: the service writes its address where it was given no title. */
export function channelTitle(channel: string, title: string): string {
  return title === '' || title === channel ? localOf(channel) : title;
}

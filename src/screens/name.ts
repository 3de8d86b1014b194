import { domainOf, localOf } from '../protocol/jid.ts';

/** What a person is called: short for those of this site, in full for all others. */
export function nameOf(jid: string, domain: string): string {
  return domainOf(jid) === domain ? localOf(jid) : jid;
}

/** What a channel is called: the service writes its address where it was given no title. */
export function channelTitle(channel: string, title: string): string {
  return title === '' || title === channel ? localOf(channel) : title;
}

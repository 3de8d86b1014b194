import { domainOf, localOf } from '../protocol/jid.ts';

/** What a person is called: short for those of this site, in full for all others. */
export function nameOf(jid: string, domain: string): string {
  return domainOf(jid) === domain ? localOf(jid) : jid;
}

/** What a channel says of itself, as far as a person wrote it. */
export interface ChannelText {
  readonly title: string;
  readonly description: string;
}

/** What a person's channel is called before its owner gives it a title (Buddycloud's default). */
const defaultTitle = (channel: string) => `${channel}'s very own buddycloud channel`;

/** Leaves out what the service wrote for want of anything better. */
export function channelText(channel: string, { title, description }: ChannelText): ChannelText {
  const empty = defaultTitle(channel);
  return {
    title: title === '' || title === empty ? localOf(channel) : title,
    description: description === empty ? '' : description,
  };
}

/** Reports of posts and people, by those who make them (docs/protocol.md, "Reports"). */
import { nodeOf } from './channel.ts';
import { NS } from './namespaces.ts';
import { type Grounds, groundsElement } from './office.ts';
import { type Element, el } from './xml.ts';

/** What is reported: a post, or a person, met in a channel or (without one) on the site. */
export interface Reported {
  /** Bare JID; empty where the matter is the site's. */
  readonly channel: string;
  /** Id of the post; absent where a person is meant. */
  readonly item?: string | undefined;
  /** Bare JID; absent where a post is meant: who wrote it is the service's to say. */
  readonly person?: string | undefined;
}

/** A report on its way: `token` is made by the phone, so that what is sent twice is one. */
export interface NewReport extends Reported, Grounds {
  readonly token: string;
}

export const reportRequest = ({ channel, item, person, token, ...grounds }: NewReport): Element =>
  el(
    NS.OFFICE,
    'report',
    { node: channel ? nodeOf(channel) : undefined, item, jid: person, id: token },
    groundsElement(grounds),
  );

/** Answer to a report: its number. */
export const reportTaken = (number: number): Element => el(NS.OFFICE, 'report', { number });

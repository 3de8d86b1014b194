/** Who waits to be let in, in all channels of a moderator (docs/protocol.md, "By office"). */
import { nodeOf, parseNode } from './channel.ts';
import { toBare } from './jid.ts';
import { NS } from './namespaces.ts';
import { type QueuePage, queuePageAttrs, readQueuePage } from './queue-page.ts';
import { child, childrenOf, type Element, el } from './xml.ts';

/** How many people one page has. */
export const WAITING_PAGE = 20;

export interface WaitingPerson {
  readonly channel: string;
  readonly channelTitle: string;
  /** Bare JID. */
  readonly jid: string;
}

export interface WaitingPeople extends QueuePage {
  /** In the order of channels, and in each of addresses. */
  readonly people: readonly WaitingPerson[];
}

/** Request: `after` is `next` of the page before. */
export const waitingRequest = (after?: string): Element => el(NS.OFFICE, 'waiting', { after });

export const waitingElement = ({ people, ...page }: WaitingPeople): Element =>
  el(
    NS.OFFICE,
    'waiting',
    queuePageAttrs(page),
    ...people.map(({ channel, channelTitle, jid }) =>
      el(NS.OFFICE, 'person', { node: nodeOf(channel), title: channelTitle, jid }),
    ),
  );

export function readWaiting(answer: Element): WaitingPeople {
  const list = child(answer, 'waiting', NS.OFFICE);
  const people = childrenOf(list, 'person').flatMap(({ attrs }) => {
    const named = parseNode(attrs.node ?? '');
    const jid = toBare(attrs.jid ?? '');
    return named && jid ? [{ channel: named.channel, channelTitle: attrs.title ?? '', jid }] : [];
  });
  return { people, ...readQueuePage(list) };
}

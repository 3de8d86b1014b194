/** Who waits to be let in, in all channels of a moderator (docs/protocol.md, "By office"). */
import { nodeOf, parseNode } from './channel.ts';
import { toBare } from './jid.ts';
import { NS } from './namespaces.ts';
import { child, childrenOf, type Element, el } from './xml.ts';

/** So many are told of at once. */
export const WAITING_PAGE = 20;

export interface WaitingPerson {
  readonly channel: string;
  readonly channelTitle: string;
  /** Bare JID. */
  readonly jid: string;
}

export interface WaitingPeople {
  /** By channel and address. */
  readonly people: readonly WaitingPerson[];
  /** How many wait in all. */
  readonly count: number;
  /** After what to ask for more; `null` where these are all. */
  readonly next: string | null;
}

/** `after` is the end of the page before. */
export const waitingRequest = (after?: string): Element => el(NS.OFFICE, 'waiting', { after });

export const waitingElement = ({ people, count, next }: WaitingPeople): Element =>
  el(
    NS.OFFICE,
    'waiting',
    { count: String(count), next: next ?? undefined },
    ...people.map(({ channel, channelTitle, jid }) =>
      el(NS.OFFICE, 'person', { node: nodeOf(channel), title: channelTitle, jid }),
    ),
  );

export function readWaiting(answer: Element): WaitingPeople {
  const list = child(answer, 'waiting', NS.OFFICE);
  const { count = '0', next = null } = list?.attrs ?? {};
  const people = childrenOf(list, 'person').flatMap(({ attrs }) => {
    const named = parseNode(attrs.node ?? '');
    const jid = toBare(attrs.jid ?? '');
    return named && jid ? [{ channel: named.channel, channelTitle: attrs.title ?? '', jid }] : [];
  });
  return { people, count: Number(count), next };
}

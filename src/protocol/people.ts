/** The people of a channel, as its moderators look for them (docs/protocol.md, "By office"). */
import { AFFILIATIONS, type Affiliation, nodeOf, type Subscription } from './channel.ts';
import { NS } from './namespaces.ts';
import { child, childrenOf, type Element, el } from './xml.ts';

/** Which people: all followers, moderators and owners, who waits to be let in, who is banned. */
export const WHO = ['everyone', 'office', 'waiting', 'banned'] as const;
export type Who = (typeof WHO)[number];

/** How many people one page has. */
export const PEOPLE_PAGE = 30;

/** Longest ban that ends by itself, in days; what is longer is for good. */
export const LONGEST_BAN = 400;

export interface PeopleQuery {
  readonly who?: Who | undefined;
  /** A part of their addresses. */
  readonly words?: string | undefined;
  /** The address that the page before this one ended with. */
  readonly after?: string | undefined;
  /** Bare JID: this person alone, whatever their role. */
  readonly person?: string | undefined;
}

export interface Person {
  /** Bare JID. */
  readonly jid: string;
  readonly affiliation: Affiliation;
  readonly subscription: Subscription;
  /** When the ban ends, ISO 8601 in UTC; `null` where it does not, or is none. */
  readonly bannedUntil: string | null;
}

export interface People {
  readonly people: readonly Person[];
  readonly waiting: number;
  readonly banned: number;
  /** Whether there are more after them. */
  readonly more: boolean;
}

export function peopleRequest(channel: string, query: PeopleQuery = {}): Element {
  const { who, words, after, person } = query;
  return el(NS.OFFICE, 'people', { node: nodeOf(channel), who, words, after, jid: person });
}

export function peopleElement({ people, waiting, banned, more }: People): Element {
  return el(
    NS.OFFICE,
    'people',
    { waiting: `${waiting}`, banned: `${banned}`, more: more ? 'true' : undefined },
    ...people.map(({ jid, affiliation, subscription, bannedUntil }) =>
      el(NS.OFFICE, 'person', { jid, affiliation, subscription, until: bannedUntil ?? undefined }),
    ),
  );
}

export function readPeople(answer: Element): People {
  const list = child(answer, 'people', NS.OFFICE);
  const rows = childrenOf(list, 'person');
  return {
    people: rows.map(({ attrs }) => ({
      jid: attrs.jid ?? '',
      affiliation: AFFILIATIONS.find((known) => known === attrs.affiliation) ?? 'none',
      subscription: (attrs.subscription ?? 'none') as Subscription,
      bannedUntil: attrs.until ?? null,
    })),
    waiting: Number(list?.attrs.waiting ?? 0),
    banned: Number(list?.attrs.banned ?? 0),
    more: list?.attrs.more === 'true',
  };
}

/**
 * What people do by office, that is as moderator, owner or administrator, beyond Buddycloud's own protocol
 * (docs/protocol.md, "By office").
 */
import { codePoints, MAX_REASON } from './limits.ts';
import { NS } from './namespaces.ts';
import { child, childrenOf, type Element, el, textOf } from './xml.ts';

/** What the service tells a person beside their channels: what they may do, and what waits for them. */
export interface Office {
  readonly mayCreate: boolean;
  /** Id of the place for which, and below which, they may create channels; absent where everywhere. */
  readonly place?: string | undefined;
  /** How many notices they have not read (`notice.ts`). */
  readonly notices: number;
  /** How many of their own posts are held back. */
  readonly withheld: number;
  /** How many things wait for them as a moderator. */
  readonly toDo: number;
  /** How many of their reports of something broken have news. */
  readonly answered: number;
  /** Whether they have yet to accept the rules. */
  readonly rulesDue: boolean;
  /** How many reports of something broken wait for an answer; `undefined` for who does not deal with them. */
  readonly desk?: number | undefined;
}

export const NO_OFFICE: Office = {
  mayCreate: false,
  rulesDue: false,
  ...{ notices: 0, withheld: 0, toDo: 0, answered: 0 },
};

/** Part of the answer to `ownChannelsRequest`; `undefined` for whom it would say nothing. */
export function officeElement(office: Office): Element | undefined {
  const { mayCreate, place, rulesDue, notices, withheld, toDo, answered, desk } = office;
  const isNone = !mayCreate && !rulesDue && desk === undefined;
  if (isNone && notices + withheld + toDo + answered === 0) return undefined;
  const some = (count: number) => (count > 0 ? count : undefined);
  return el(NS.OFFICE, 'office', {
    create: mayCreate ? 'true' : undefined,
    place,
    rules: rulesDue ? 'due' : undefined,
    notices: some(notices),
    withheld: some(withheld),
    todo: some(toDo),
    answered: some(answered),
    desk,
  });
}

/** Reads it from that answer; {@link NO_OFFICE} where it has none. */
export function readOffice(answer: Element | undefined): Office {
  const pubsub = childrenOf(answer)[0];
  const office = child(pubsub, 'office', NS.OFFICE);
  return {
    mayCreate: office?.attrs.create === 'true',
    place: office?.attrs.place,
    rulesDue: office?.attrs.rules === 'due',
    notices: Number(office?.attrs.notices ?? 0),
    withheld: Number(office?.attrs.withheld ?? 0),
    toDo: Number(office?.attrs.todo ?? 0),
    answered: Number(office?.attrs.answered ?? 0),
    ...(office?.attrs.desk !== undefined && { desk: Number(office.attrs.desk) }),
  };
}

/** Push to one connection: something of {@link Office} has changed, ask again. */
export const officeNews = (): Element => el(NS.OFFICE, 'office');

export const isOfficeNews = (message: Element): boolean =>
  child(message, 'office', NS.OFFICE) !== undefined;

/** Rules of the site that a post can break, as `rulesText` of the screens has them. */
export const RULES = ['insult', 'threat', 'privacy', 'advertising', 'other'] as const;
export type Rule = (typeof RULES)[number];

/** Why something is done by office: for the books, and for whom it concerns. */
export interface Grounds {
  readonly rule?: Rule | undefined;
  readonly reason: string;
}

/** Goes into the request that it is the reason for. */
export const groundsElement = ({ rule, reason }: Grounds): Element =>
  el(NS.OFFICE, 'reason', { rule }, reason);

/** The grounds inside a request; `null` where they are too long, or name an unknown rule. */
export function readGrounds(verb: Element): Grounds | null {
  const said = child(verb, 'reason', NS.OFFICE);
  const reason = said ? textOf(said).trim() : '';
  const rule = RULES.find((known) => known === said?.attrs.rule);
  const isUnknown = said?.attrs.rule !== undefined && rule === undefined;
  return isUnknown || codePoints(reason) > MAX_REASON ? null : { rule, reason };
}

/** What people do by office, beyond what Buddycloud has words for (docs/protocol.md, "By office"). */
import { codePoints, MAX_REASON } from './limits.ts';
import { NS } from './namespaces.ts';
import { child, childrenOf, type Element, el, textOf } from './xml.ts';

/** What concerns somebody that is not a matter of one channel. */
export interface Office {
  readonly mayCreate: boolean;
  /** The place under which they may, where not everywhere. */
  readonly place?: string | undefined;
  /** How many acts by others' office they have not been told of. */
  readonly notices: number;
  /** How many of their own posts are held back. */
  readonly withheld: number;
  /** How many things wait for them as a moderator. */
  readonly toDo: number;
  /** How many of their reports of something broken have news. */
  readonly answered: number;
  /** Whether they have yet to accept the rules. */
  readonly rulesDue: boolean;
  /** How many such reports wait for an answer; `undefined` for whom they are no business. */
  readonly desk?: number | undefined;
}

export const NO_OFFICE: Office = {
  mayCreate: false,
  rulesDue: false,
  ...{ notices: 0, withheld: 0, toDo: 0, answered: 0 },
};

/** Goes with the answer to `ownChannelsRequest`; nothing for those whom none of it concerns. */
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

/** Reads it from that answer. */
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

/** Tells a connection that something of {@link Office} is not as it was: it asks again. */
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

/** Goes into the verb that it is the reason of. */
export const groundsElement = ({ rule, reason }: Grounds): Element =>
  el(NS.OFFICE, 'reason', { rule }, reason);

/** The grounds inside a verb; `null` where they are too long, or name no rule of ours. */
export function readGrounds(verb: Element): Grounds | null {
  const said = child(verb, 'reason', NS.OFFICE);
  const reason = said ? textOf(said).trim() : '';
  const rule = RULES.find((known) => known === said?.attrs.rule);
  const isUnknown = said?.attrs.rule !== undefined && rule === undefined;
  return isUnknown || codePoints(reason) > MAX_REASON ? null : { rule, reason };
}

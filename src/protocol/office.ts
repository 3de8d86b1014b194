/** What people do by office, beyond what Buddycloud has words for (docs/protocol.md, "By office"). */
import { codePoints, MAX_REASON } from './limits.ts';
import { NS } from './namespaces.ts';
import { child, childrenOf, childText, type Element, el } from './xml.ts';

/** What somebody may do here that is not a matter of one channel. */
export interface Office {
  readonly mayCreate: boolean;
}

export const NO_OFFICE: Office = { mayCreate: false };

/** Goes with the answer to `ownChannelsRequest`; nothing for those who have no office. */
export function officeElement({ mayCreate }: Office): Element | undefined {
  return mayCreate ? el(NS.OFFICE, 'office', { create: 'true' }) : undefined;
}

/** Reads it from that answer. */
export function readOffice(answer: Element | undefined): Office {
  const pubsub = answer && childrenOf(answer)[0];
  const office = pubsub && child(pubsub, 'office', NS.OFFICE);
  return { mayCreate: office?.attrs.create === 'true' };
}

/** Why something is done, for the books and for those whom it concerns. */
export const reasonElement = (reason: string): Element => el(NS.OFFICE, 'reason', {}, reason);

/** The reason inside a verb, empty where there is none; `null` where it is too long. */
export function readReason(verb: Element): string | null {
  const reason = (childText(verb, 'reason', NS.OFFICE) ?? '').trim();
  return codePoints(reason) > MAX_REASON ? null : reason;
}

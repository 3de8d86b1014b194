/** Posts that are held back, as moderators ask for them (docs/protocol.md, "Posts that wait"). */
import { nodeOf } from './channel.ts';
import { NS } from './namespaces.ts';
import { type Grounds, groundsElement } from './office.ts';
import { type Withheld, withheldElement, withheldIn } from './withheld.ts';
import { child, type Element, el } from './xml.ts';

/** So many posts that wait are told of at once. */
export const QUEUE_PAGE = 20;

/** Those of a moderator's channels, oldest first. */
export interface Queue {
  readonly posts: readonly Withheld[];
  /** How many wait in all. */
  readonly count: number;
  /** After what to ask for more; `null` where these are all. */
  readonly next: number | null;
}

/** What waits in the channels that the asker moderates; `after` is the end of the page before. */
export const queueRequest = (after?: number): Element =>
  el(NS.OFFICE, 'queue', { after: after === undefined ? undefined : String(after) });

const named = (verb: string, channel: string, id: string, ...children: Element[]) =>
  el(NS.OFFICE, verb, { node: nodeOf(channel), id }, ...children);

/** Publishes it, and trusts its author from now on. */
export const approveRequest = (channel: string, id: string) => named('approve', channel, id);

/** Does not publish it; its author is told on which grounds. */
export const refuseRequest = (channel: string, id: string, grounds: Grounds) =>
  named('refuse', channel, id, groundsElement(grounds));

export const queueElement = ({ posts, count, next }: Queue): Element =>
  el(
    NS.OFFICE,
    'queue',
    { count: String(count), next: next === null ? undefined : String(next) },
    ...posts.map(withheldElement),
  );

export function readQueue(answer: Element): Queue {
  const queue = child(answer, 'queue', NS.OFFICE);
  const { count = '0', next } = queue?.attrs ?? {};
  return {
    posts: withheldIn(queue),
    count: Number(count),
    next: next === undefined ? null : Number(next),
  };
}

/** Posts that are held back, as moderators ask for them (docs/protocol.md, "Posts that wait"). */
import { nodeOf } from './channel.ts';
import { NS } from './namespaces.ts';
import { type Grounds, groundsElement } from './office.ts';
import { type QueuePage, queuePageAttrs, readQueuePage } from './queue-page.ts';
import { type Withheld, withheldElement, withheldIn } from './withheld.ts';
import { child, type Element, el } from './xml.ts';

/** So many posts that wait are told of at once. */
export const QUEUE_PAGE = 20;

/** Those of a moderator's channels, oldest first. */
export interface Queue extends QueuePage {
  readonly posts: readonly Withheld[];
}

/** What waits in the channels that the asker moderates; `after` is the end of the page before. */
export const queueRequest = (after?: string): Element => el(NS.OFFICE, 'queue', { after });

const named = (verb: string, channel: string, id: string, ...children: Element[]) =>
  el(NS.OFFICE, verb, { node: nodeOf(channel), id }, ...children);

/** Publishes it, and trusts its author from now on. */
export const approveRequest = (channel: string, id: string) => named('approve', channel, id);

/** Does not publish it; its author is told on which grounds. */
export const refuseRequest = (channel: string, id: string, grounds: Grounds) =>
  named('refuse', channel, id, groundsElement(grounds));

export const queueElement = ({ posts, ...page }: Queue): Element =>
  el(NS.OFFICE, 'queue', queuePageAttrs(page), ...posts.map(withheldElement));

export function readQueue(answer: Element): Queue {
  const queue = child(answer, 'queue', NS.OFFICE);
  return { posts: withheldIn(queue), ...readQueuePage(queue) };
}

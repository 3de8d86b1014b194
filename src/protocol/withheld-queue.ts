/** Posts that are held back, as moderators ask for them (docs/protocol.md, "Posts that wait"). */
import { nodeOf } from './channel.ts';
import { NS } from './namespaces.ts';
import { type Grounds, groundsElement } from './office.ts';
import { type QueuePage, queuePageAttrs, readQueuePage } from './queue-page.ts';
import { type Withheld, withheldElement, withheldIn } from './withheld.ts';
import { child, type Element, el } from './xml.ts';

/** How many posts one page has. */
export const QUEUE_PAGE = 20;

/** A page of the posts that wait in a moderator's channels, oldest first. */
export interface Queue extends QueuePage {
  readonly posts: readonly Withheld[];
}

/** Request: what waits in the channels that the asker moderates; `after` is `next` of the page before. */
export const queueRequest = (after?: string): Element => el(NS.OFFICE, 'queue', { after });

const named = (verb: string, channel: string, id: string, ...children: Element[]) =>
  el(NS.OFFICE, verb, { node: nodeOf(channel), id }, ...children);

/** Request: publishes the post, and makes its author trusted, so that nothing of theirs waits any more. */
export const approveRequest = (channel: string, id: string) => named('approve', channel, id);

/** Request: does not publish it; its author is told why. */
export const refuseRequest = (channel: string, id: string, grounds: Grounds) =>
  named('refuse', channel, id, groundsElement(grounds));

export const queueElement = ({ posts, ...page }: Queue): Element =>
  el(NS.OFFICE, 'queue', queuePageAttrs(page), ...posts.map(withheldElement));

export function readQueue(answer: Element): Queue {
  const queue = child(answer, 'queue', NS.OFFICE);
  return { posts: withheldIn(queue), ...readQueuePage(queue) };
}

/** What a list of things that wait to be decided says of itself, page by page, the oldest first. */
import type { Element } from './xml.ts';

export interface QueuePage {
  /** How many wait in all. */
  readonly count: number;
  /** With what to ask for the next page (`after`), as the service gave it; `null` where this is the last. */
  readonly next: string | null;
}

/** The attributes of the list's element. */
export const queuePageAttrs = ({ count, next }: QueuePage) => ({ count, next: next ?? undefined });

/** Reads them; an empty last page where there is no list. */
export function readQueuePage(list: Element | undefined): QueuePage {
  const { count = '0', next = null } = list?.attrs ?? {};
  return { count: Number(count), next };
}

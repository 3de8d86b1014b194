import { statusPlace } from '../place.ts';
import type { DraftRow, OutboxRow } from '../schema.ts';
import { isHeld } from './outbox.ts';
import type { Reader } from './reader.ts';

/** What a person wrote and did not send, and what is not known to have come. */
export interface Typed {
  readonly drafts: readonly DraftRow[];
  readonly outbox: readonly OutboxRow[];
}

export function readTyped(store: Reader): Promise<Typed> {
  return store.read(['drafts', 'outbox'], async (tx) => ({
    drafts: await tx.objectStore('drafts').getAll(),
    outbox: await tx.objectStore('outbox').getAll(),
  }));
}

/** What of it nobody else has. */
export async function readUnsent(store: Reader): Promise<Typed> {
  const { drafts, outbox } = await readTyped(store);
  const gone = await store.read(['tombstones'], (tx) => tx.objectStore('tombstones').getAllKeys());
  // Why a post is to be removed by office (`office/remove-post-page.tsx`), nobody can be told once it is.
  const isOver = (place: string) => gone.some((key) => place === `remove:${key.join('/')}`);
  return {
    drafts: drafts.filter((draft) => isWritten(draft) && !isOver(draft.place)),
    outbox: outbox.filter((post) => !isHeld(post)),
  };
}

/** How much that is. */
export async function countUnsent(store: Reader): Promise<number> {
  const { drafts, outbox } = await readUnsent(store);
  return drafts.length + outbox.length;
}

/** A profile and its status are one form; whom one is about to answer is nothing written. */
const isWritten = ({ place, target, text, photo }: DraftRow) =>
  place !== statusPlace && (!target || text || photo);

import type { Writer } from './writer.ts';

/** Drops photos that go with nothing any more: sent, given up, or replaced. */
export function sweepPhotos(store: Writer): Promise<void> {
  return store.write(['photos', 'outbox', 'drafts'], async (tx) => {
    const photos = tx.objectStore('photos');
    const kept = await photos.getAllKeys();
    if (kept.length === 0) return;
    const posts = await tx.objectStore('outbox').getAll();
    const drafts = await tx.objectStore('drafts').getAll();
    const used = new Set([...posts, ...drafts].map(({ photo }) => photo?.id));
    for (const id of kept) if (!used.has(id)) await photos.delete(id);
  });
}

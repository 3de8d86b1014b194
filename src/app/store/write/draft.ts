import type { DraftRow, PhotoRow } from '../schema.ts';
import type { Writer } from './writer.ts';

/**
 * Keeps what is being typed, and the photo that was just chosen for it; nothing typed, in answer to
 * nothing, is nothing to keep.
 */
export function saveDraft(store: Writer, draft: DraftRow, photo?: PhotoRow): Promise<void> {
  return store.write(
    photo ? ['drafts', 'photos'] : ['drafts'],
    async (tx) => {
      const drafts = tx.objectStore('drafts');
      if (photo) await tx.objectStore('photos').put(photo);
      if (!draft.title && !draft.text && !draft.target && !draft.photo)
        await drafts.delete(draft.place);
      else await drafts.put(draft);
    },
    'strict',
  );
}

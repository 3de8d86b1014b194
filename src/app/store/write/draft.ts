import type { DraftRow } from '../schema.ts';
import type { Writer } from './writer.ts';

/** Keeps what is being typed; nothing typed, in answer to nothing, is nothing to keep. */
export function saveDraft(store: Writer, draft: DraftRow): Promise<void> {
  return store.write(
    ['drafts'],
    async (tx) => {
      const drafts = tx.objectStore('drafts');
      if (!draft.title && !draft.text && !draft.target) await drafts.delete(draft.place);
      else await drafts.put(draft);
    },
    'strict',
  );
}

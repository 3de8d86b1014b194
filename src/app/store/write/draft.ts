import { profilePlace, statusPlace } from '../place.ts';
import type { DraftRow, PhotoRow } from '../schema.ts';
import { joinWritings, type Writing } from '../writing.ts';
import type { Writer, WriteTx } from './writer.ts';

/** What changed of a draft, or all of it. */
export type DraftPart = Partial<DraftRow> & Pick<DraftRow, 'place'>;

/**
 * Keeps what is being typed, and the photo that was just chosen for it; nothing typed, in answer to
 * nothing, is nothing to keep. What is left out stays as it was.
 */
export function saveDraft(store: Writer, draft: DraftPart, photo?: PhotoRow): Promise<void> {
  return store.write(
    photo ? ['drafts', 'photos'] : ['drafts'],
    async (tx) => {
      const drafts = tx.objectStore('drafts');
      if (photo) await tx.objectStore('photos').put(photo);
      const before = await drafts.get(draft.place);
      const row = { title: '', text: '', ...before, ...draft };
      if (row.title || row.text || row.target || row.photo || row.onBehalf) await drafts.put(row);
      else await drafts.delete(row.place);
    },
    'strict',
  );
}

/** Puts a text in front of what is kept of a place. */
export function putBefore(store: Writer, place: string, text: string): Promise<unknown> {
  // Once: written again, since nobody heard of the commit, it would stand there twice.
  let joined: Writing | undefined;
  return store.write(
    ['drafts'],
    async (tx) => {
      const drafts = tx.objectStore('drafts');
      joined ??= joinWritings({ title: '', text }, await drafts.get(place));
      await drafts.put({ place, ...joined });
    },
    'strict',
  );
}

/** What one is about to tell of oneself. */
interface ProfileDraft {
  readonly name: string;
  readonly about: string;
  readonly status: string;
}

/** Keeps it while it is typed, what was emptied too; as it was told already it is nothing to keep. */
export function saveProfileDraft(
  store: Writer,
  { name, about, status }: ProfileDraft,
  told: ProfileDraft,
): Promise<void> {
  return store.write(
    ['drafts'],
    async (tx) => {
      await tx.objectStore('drafts').put({ place: profilePlace, title: name, text: about });
      await tx.objectStore('drafts').put({ place: statusPlace, title: '', text: status });
      await dropTold(tx, told);
    },
    'strict',
  );
}

/** Forgets it once it was told; what was typed since stays, with what goes with it. */
export function dropProfileDraft(store: Writer, told: ProfileDraft): Promise<void> {
  return store.write(['drafts'], (tx) => dropTold(tx, told));
}

async function dropTold(tx: WriteTx, told: ProfileDraft): Promise<void> {
  const drafts = tx.objectStore('drafts');
  const profile = await drafts.get(profilePlace);
  const status = await drafts.get(statusPlace);
  const isTold =
    profile?.title === told.name && profile.text === told.about && status?.text === told.status;
  if (!isTold) return;
  await drafts.delete(profilePlace);
  await drafts.delete(statusPlace);
}

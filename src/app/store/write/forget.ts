import type { StoreName } from '../schema.ts';
import type { Writer } from './writer.ts';

/** By name, so that none can be missing. */
const PARTS: Record<StoreName, 1> = {
  channels: 1,
  items: 1,
  outbox: 1,
  drafts: 1,
  photos: 1,
  meta: 1,
  readings: 1,
  marks: 1,
  tombstones: 1,
};
const ALL = Object.keys(PARTS) as StoreName[];

/** Empties everything but those, on the disk too. */
export function forgetAllBut(store: Writer, kept: readonly StoreName[]): Promise<void> {
  const gone = ALL.filter((name) => !kept.includes(name));
  return store.write(
    gone,
    async (tx) => {
      for (const name of gone) await tx.objectStore(name).clear();
    },
    'strict',
  );
}

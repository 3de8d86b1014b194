import type { StoreName } from '../schema.ts';
import type { Writer } from './writer.ts';

const ALL: StoreName[] = [
  ...(['channels', 'items', 'outbox', 'drafts', 'meta'] as const),
  ...(['readings', 'marks', 'tombstones'] as const),
];

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

/** Where changes were missed: lists are whole only above. */
import type { Meta } from './schema.ts';

interface MetaReader {
  objectStore(name: 'meta'): { get(key: keyof Meta): Promise<Meta[keyof Meta] | undefined> };
}

/** The sequence number before which changes may be missing here; 0 where none are. */
export async function readHole(tx: MetaReader): Promise<number> {
  const meta = tx.objectStore('meta');
  const [gap, hole] = (await Promise.all([meta.get('gap'), meta.get('hole')])) as [
    Meta['gap'] | undefined,
    Meta['hole'] | undefined,
  ];
  return Math.max(gap?.before ?? 0, hole ?? 0);
}

/**
 * From where on a list is whole, given what it said of itself when it was loaded, and which hole was
 * known then; `undefined` where nobody knows.
 */
export function completeFrom(
  from: number | undefined,
  knownHole: number | undefined,
  hole: number,
): number | undefined {
  if (from === undefined) return hole > 0 ? hole : undefined;
  return (knownHole ?? 0) >= hole ? from : Math.max(from, hole);
}

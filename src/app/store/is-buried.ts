import type { Item } from '../../protocol/channel.ts';
import type { TombstoneRow } from './schema.ts';

interface TombstoneReader {
  objectStore(name: 'tombstones'): {
    get(key: [channel: string, id: string]): Promise<TombstoneRow | undefined>;
  };
}

/** Whether an item is known to be gone: by itself, with its topic, or with its channel. */
export async function isBuried(
  tx: TombstoneReader,
  { channel, id, parent, seq }: Item,
): Promise<boolean> {
  const tombstones = tx.objectStore('tombstones');
  if (await tombstones.get([channel, id])) return true;
  if (parent !== null && (await tombstones.get([channel, parent]))) return true;
  return seq <= ((await tombstones.get([channel, '']))?.seq ?? 0);
}

import type { Item } from '../../../protocol/channel.ts';
import { isBuried } from '../is-buried.ts';
import type { Meta } from '../schema.ts';
import type { Reader } from './reader.ts';

/** The newest posts of the person as they were told last, but for what is gone since. */
export function readOwnPosts(store: Reader): Promise<readonly Item[] | undefined> {
  return store.read(['meta', 'tombstones'], async (tx) => {
    const told = (await tx.objectStore('meta').get('ownPosts')) as Meta['ownPosts'] | undefined;
    const gone = await Promise.all((told ?? []).map((post) => isBuried(tx, post)));
    return told?.filter((_, place) => !gone[place]);
  });
}

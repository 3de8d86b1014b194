import type { Office } from '../../../protocol/office.ts';
import type { Meta } from '../schema.ts';
import type { Writer } from './writer.ts';

/** Saves what a person has by office, which is nothing for nearly everybody; where that is known, nothing is written. */
export function saveOffice(store: Writer, { place, desk, ...office }: Office): Promise<unknown> {
  return store.write(['meta'], async (tx) => {
    const meta = tx.objectStore('meta');
    let isNews = false;
    // Of the others, none is left out; a desk where nothing waits is one.
    for (const [name, told] of Object.entries({ ...office, createAt: place, desk })) {
      const value = name === 'desk' ? told : told || undefined;
      const key = name as keyof Meta;
      if (value === (await meta.get(key))) continue;
      isNews = true;
      if (value === undefined) await meta.delete(key);
      else await meta.put(value as Meta[keyof Meta], key);
    }
    return isNews;
  });
}

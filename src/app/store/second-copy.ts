/**
 * What was typed and nobody else has, once more outside IndexedDB: Chromium deletes all databases of a site that it
 * finds broken, as it does after some kills. In Cache Storage, which lies apart; of photos the words alone.
 */
import type { Reader } from './read/reader.ts';
import { readTyped, type Typed } from './read/unsent.ts';
import type { Writer } from './write/writer.ts';

/** `src/sw/sw.ts` spares it by that name. */
const CACHE = 'typed';

/** A browser that has no caches, has no room for them, or forbids them, holds none of ours. */
const open = async () =>
  typeof caches === 'undefined' ? undefined : caches.open(CACHE).catch(() => undefined);

const pathOf = (jid: string) => `/${encodeURIComponent(jid)}`;

/** What this tab copied last. */
let last = '';

/** Copies all of it. Throws a DOMException where the browser has no room or allows none. */
export async function copyTyped(store: Reader, jid: string): Promise<void> {
  const cache = await open();
  if (!cache) return;
  const typed = await readTyped(store);
  if (typed.drafts.length + typed.outbox.length === 0) return dropCopy(jid);
  const withoutPhotos = (key: string, value: unknown) => (key === 'photo' ? undefined : value);
  const text = JSON.stringify(typed, withoutPhotos);
  if (text === last) return;
  await cache.put(pathOf(jid), new Response(text));
  last = text;
  // Signed out meanwhile, perhaps in another tab: where the copy was dropped before it was put, it is now.
  await readTyped(store).catch(() => dropCopy(jid));
}

/**
 * Puts what is left of an earlier database of that person into a new one; nothing, where it cannot be read, nor
 * where theirs was kept.
 */
export async function restoreTyped(store: Writer, jid: string): Promise<void> {
  const copy = await readCopy(jid).catch(() => undefined);
  if (!copy) return;
  const { text, typed } = copy;
  await store.write(
    ['drafts', 'outbox'],
    async (tx) => {
      const drafts = tx.objectStore('drafts');
      const outbox = tx.objectStore('outbox');
      if ((await drafts.count()) + (await outbox.count()) > 0) return;
      for (const draft of typed.drafts) await drafts.put(draft);
      for (const post of typed.outbox) await outbox.put(post);
    },
    'strict',
  );
  // The same again is no news: who does not get in now finds it the next time.
  last = text;
}

async function readCopy(jid: string): Promise<{ text: string; typed: Typed } | undefined> {
  const text = await (await (await open())?.match(pathOf(jid)))?.text();
  return text ? { text, typed: JSON.parse(text) } : undefined;
}

/** Deletes the second copy of that person. */
export async function dropCopy(jid: string): Promise<void> {
  last = '';
  await (await open())?.delete(pathOf(jid));
}

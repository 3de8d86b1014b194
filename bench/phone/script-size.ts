import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

/** A language's words: one person loads one of each kind. `app-` looks like a language, and is none. */
const CATALOGUE = /^(?!app-)(account-)?[a-z]{2,3}-[\w-]{8}\.js$/;

/** What only those fetch who keep channels, and browsers that never have the app. */
const OTHERS = /^office-|^page\.js$/;

/**
 * Bytes, brotli, of every script that the build may give to one phone: the service worker, the app
 * with all its screens, however rarely wanted, and the largest of the languages.
 */
export function scriptBytes(folder: string): number {
  const largest = new Map<string, number>();
  let others = 0;
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.js') || OTHERS.test(basename(name))) continue;
    const { length } = brotliCompressSync(readFileSync(join(folder, name)));
    const [found, kind = ''] = CATALOGUE.exec(basename(name)) ?? [];
    if (found) largest.set(kind, Math.max(length, largest.get(kind) ?? 0));
    else others += length;
  }
  return [...largest.values()].reduce((sum, bytes) => sum + bytes, others);
}

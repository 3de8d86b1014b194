import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

/** A language's words, and those of reports: one person loads one of each. */
const CATALOGUE = /\/(?:incident-)?[a-z]{2,3}-[\w-]{8}\.js$/;

/** What only those fetch who keep channels, or report somebody, and browsers that never have the app. */
const OTHERS = /\/(?:office|complaint)-|^page\.js$/;

/** Every engine reads it, and is given one of the builds. */
const FIRST = /^assets\/start-/;
const OLD = /^assets\/old\/|^sw-old\.js$/;

/**
 * Bytes, brotli, of every script that a build may give to one phone: the service worker, the app
 * with all its screens, however rarely wanted, and the largest of the languages.
 */
export function scriptBytes(folder: string, build: 'modern' | 'old'): number {
  const sizes = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.js') && !OTHERS.test(name))
    .filter((name) => FIRST.test(name) || OLD.test(name) === (build === 'old'))
    .map((name) => ({
      name: basename(name),
      isCatalogue: CATALOGUE.test(name),
      bytes: brotliCompressSync(readFileSync(join(folder, name))).length,
    }));
  const largest = (ofReports: boolean) =>
    sizes
      .filter(({ name, isCatalogue }) => isCatalogue && name.startsWith('incident-') === ofReports)
      .reduce((most, { bytes }) => Math.max(most, bytes), 0);
  const others = sizes.filter(({ isCatalogue }) => !isCatalogue);
  return others.reduce((sum, { bytes }) => sum + bytes, largest(false) + largest(true));
}

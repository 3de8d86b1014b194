import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

/** A language's words, or those of some of the screens: one person loads one of each kind. */
const CATALOGUE = /^(?:(\w+)-)?[a-z]{2,3}-[\w-]{8}\.js$/;

/** Screens of those who keep channels, and screens that few citizens ever open: fetched by who goes there. */
const OFFICE = /^office-/;
const RARE = /^rare-/;

/** Scripts that a phone is given first; the others are named in them. */
const FIRST = {
  modern: [/^assets\/start-/, /^assets\/main-.*\.js$/, /^sw\.js$/],
  old: [/^assets\/start-/, /^assets\/old\/main-/, /^sw-old\.js$/],
} as const;

/**
 * Bytes, brotli, of every script that a build may give to one phone of a citizen: the service worker, the app
 * with all that it fetches by itself or when one goes to any screen, and the largest of the languages.
 *
 * @param withRare whether what few ever open counts, too: reports to moderators and appeals, what was done
 *   by office, another password, leaving, cutting a picture of one's own (`src/app/connect/rare/`). Nothing fetches it but going there.
 */
export function scriptBytes(folder: string, build: keyof typeof FIRST, withRare: boolean): number {
  const all = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.js'),
  );
  const found = new Set<string>();
  const add = (path: string) => {
    const name = basename(path);
    if (found.has(path) || OFFICE.test(name) || (RARE.test(name) && !withRare)) return;
    found.add(path);
    const code = readFileSync(join(folder, path), 'utf8');
    for (const [, named = ''] of code.matchAll(/["'`]\.\/([\w-]+\.js)["'`]/g)) {
      add(join(path, '..', named));
    }
  };
  for (const first of FIRST[build]) for (const name of all) if (first.test(name)) add(name);
  let sum = 0;
  const largest = new Map<string, number>();
  for (const path of found) {
    const bytes = brotliCompressSync(readFileSync(join(folder, path))).length;
    const catalogue = CATALOGUE.exec(basename(path));
    if (!catalogue) sum += bytes;
    else {
      const kind = catalogue[1] ?? '';
      largest.set(kind, Math.max(largest.get(kind) ?? 0, bytes));
    }
  }
  return [...largest.values()].reduce((total, bytes) => total + bytes, sum);
}

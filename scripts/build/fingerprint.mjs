import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../root.mjs';

/** All that a build depends on. */
const SOURCES = [
  ...['src', 'public', 'index.html', 'vite.config.ts', 'package-lock.json'],
  ...['scripts/build.mjs', 'scripts/build'],
];

/** A hash of everything that goes into a build: the same sources give the same one. */
export function fingerprint() {
  const hash = createHash('sha256');
  for (const path of SOURCES.flatMap(filesIn).sort()) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(ROOT, path)))
      .update('\0');
  }
  return hash.digest('hex');
}

function filesIn(path) {
  const stats = statSync(join(ROOT, path), { throwIfNoEntry: false });
  if (!stats) return [];
  if (!stats.isDirectory()) return [path];
  return readdirSync(join(ROOT, path)).flatMap((name) => filesIn(`${path}/${name}`));
}

import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface Source {
  /** From the repository's root, such as `src/protocol/xml.ts`. */
  readonly path: string;
  readonly text: string;
}

/** Every TypeScript file below a folder. */
export function sourcesIn(folder: string): readonly Source[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.includes('node_modules/'))
    .map((name) => {
      const path = posix.join(folder, name);
      return { path, text: readFileSync(join(ROOT, path), 'utf8') };
    });
}

/** What a file imports from this repository, as paths from its root. */
export function importsOf({ path, text }: Source): readonly string[] {
  const named = text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*['"](\.[^'"]+)['"]/g);
  return [...named].map(([, target]) => posix.join(posix.dirname(path), target as string));
}

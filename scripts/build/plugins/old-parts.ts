import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { HELPERS, partsToEs5, scriptOf, toEs5 } from '../to-es5.ts';

/** Where the scripts of the build for old engines are, and which is their first. */
export const OLD_FOLDER = 'assets/old';
export const OLD_MAIN = /^assets\/old\/main-[\w-]+\.js$/;

/** Its service worker. */
export const OLD_WORKER = 'sw-old';

const OLD = join(import.meta.dirname, '../../../src/app/old');

/** Parts that old engines need others for. */
const PARTS: Readonly<Record<string, string>> = {
  idb: 'idb.ts',
  '@xmpp/sasl-ht-sha-256-none': 'hashed-token.ts',
};

/** What makes of the app the build for old engines: other parts, in ES5, without modules. */
export function oldParts(): Plugin[] {
  return [
    {
      name: 'old-parts',
      enforce: 'pre',
      resolveId: (id) => (PARTS[id] ? join(OLD, PARTS[id]) : undefined),
    },
    {
      name: 'old-syntax',
      // Not sooner: until here the bundler writes every chunk once more, in its own way.
      async generateBundle(_, bundle) {
        const parts = new Map<string, string>();
        for (const chunk of Object.values(bundle)) {
          // The page brings all styles along.
          if (chunk.type !== 'chunk') delete bundle[chunk.fileName];
          else if (chunk.name === OLD_WORKER) chunk.code = await toEs5(chunk.code);
          else parts.set(chunk.fileName, chunk.code);
        }
        const first = [...parts.keys()].find((path) => OLD_MAIN.test(path)) ?? '';
        for (const [path, code] of await partsToEs5(parts, first)) {
          const chunk = bundle[path];
          if (chunk?.type !== 'chunk') continue;
          chunk.code = path === first ? (await scriptOf(DEFINE)) + code : code;
        }
      },
      // A hash says what becomes of a chunk, too.
      augmentChunkHash: () => RECIPE,
    },
  ];
}

/** What makes ES5 of them, and what the first brings along for the others. */
const DEFINE = 'src/app/old/define.ts';
const RECIPE = [DEFINE, HELPERS, 'scripts/build/es5-helpers.ts', 'scripts/build/to-es5.ts']
  .map((file) => readFileSync(file, 'utf8'))
  .join();

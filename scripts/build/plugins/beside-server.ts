import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** Puts files that nothing imports beside the built server: Prosody's modules of our own, lists of places. */
export function besideServer(folder: string, into: string, ending: string): Plugin {
  return {
    name: `beside-server-${into}`,
    apply: 'build',
    generateBundle() {
      for (const name of readdirSync(folder)) {
        if (!name.endsWith(ending)) continue;
        const source = readFileSync(join(folder, name));
        this.emitFile({ type: 'asset', fileName: `${into}/${name}`, source });
      }
    },
  };
}

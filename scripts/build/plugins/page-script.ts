import { readFileSync } from 'node:fs';
import { minify } from 'terser';
import type { Plugin } from 'vite';

/** For pages without the app; its name must not move, as the service worker's. */
export const PAGE_SCRIPT = 'page.js';

/** The script of browsers that never have the app: a file of its own, as the oldest of them read it. */
export function pageScript(): Plugin {
  return {
    name: 'page-script',
    apply: 'build',
    async generateBundle() {
      const text = readFileSync(`src/page-script/${PAGE_SCRIPT}`, 'utf8');
      const { code = '' } = await minify(text, { ie8: true, ecma: 5 });
      this.emitFile({ type: 'asset', fileName: PAGE_SCRIPT, source: code });
    },
  };
}

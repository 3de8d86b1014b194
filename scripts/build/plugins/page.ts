import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { scriptOf } from '../to-es5.ts';
import { OLD_FOLDER, OLD_MAIN } from './old-parts.ts';

/** The script that is the app. */
export const MAIN = 'main';

/** Its first script: `src/app/start.ts`. */
export const START = /^assets\/start-[\w-]+\.js$/;

/**
 * Writes index.html: with its styles, so that nothing has to be fetched before it is painted, the first script
 * by its hashed name, and the app's to be fetched early.
 */
export function page(): Plugin {
  return {
    name: 'page',
    apply: 'build',
    async generateBundle({ dir = '' }, bundle) {
      const files = Object.values(bundle);
      const main = files.find((file) => file.type === 'chunk' && file.name === MAIN);
      const styles = files.filter((file) => file.fileName.endsWith('.css'));
      const css = styles.map((file) => (file.type === 'asset' ? `${file.source}`.trim() : ''));
      for (const { fileName } of styles) delete bundle[fileName];
      const start = await scriptOf('src/app/start.ts', {
        __MODERN__: JSON.stringify(`/${main?.fileName}`),
        __OLD__: JSON.stringify(`/${oldMainIn(dir)}`),
      });
      const startName = `assets/start-${hashOf(start)}.js`;
      this.emitFile({ type: 'asset', fileName: startName, source: start });
      const html = readFileSync('index.html', 'utf8').replace(/ *<script .*<\/script>\n/, () =>
        [
          // Not `modulepreload`: that compiles it, too, before the page is painted. The media query is
          // known to about those engines that can read it: others need not fetch it.
          `<link rel="preload" as="script" href="/${main?.fileName}" crossorigin media="(prefers-color-scheme: light), (prefers-color-scheme: dark)" />`,
          `<style>${css.join('')}</style>`,
          `<script defer src="/${startName}"></script>`,
        ]
          .map((tag) => `    ${tag}\n`)
          .join(''),
      );
      this.emitFile({ type: 'asset', fileName: 'index.html', source: html });
    },
  };
}

/** The build for old engines is there already. */
function oldMainIn(folder: string): string {
  const names = readdirSync(join(folder, OLD_FOLDER)).map((name) => `${OLD_FOLDER}/${name}`);
  const main = names.find((name) => OLD_MAIN.test(name));
  if (!main) throw new Error('The build for old engines has to be made first');
  return main;
}

const hashOf = (code: string) => createHash('sha256').update(code).digest('base64url').slice(0, 8);

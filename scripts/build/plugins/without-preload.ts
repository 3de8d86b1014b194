import type { Plugin } from 'vite';

/** A language is one script without a style: there is nothing to fetch beside it. */
export function withoutPreload(): Plugin {
  const helper = '\0vite/preload-helper.js';
  return {
    name: 'without-preload',
    enforce: 'pre',
    load: (id) => (id === helper ? 'export const __vitePreload = (load) => load();' : undefined),
  };
}

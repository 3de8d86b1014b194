import type { Plugin } from 'vite';

/** How elements are written in the phone's builds: by calls that take children after the properties. */
export const CALLS = {
  runtime: 'classic',
  pragma: 'preact.createElement',
  pragmaFrag: 'preact.Fragment',
} as const;

/** Brings along what those calls name: `children:` five hundred times over is 0.4 KB more. */
export function childrenAsArguments(): Plugin {
  return {
    name: 'children-as-arguments',
    enforce: 'pre',
    transform: (code, id) =>
      id.endsWith('.tsx') ? `${code}import * as preact from 'preact';\n` : undefined,
  };
}

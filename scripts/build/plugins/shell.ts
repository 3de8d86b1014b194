import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Plugin, Rolldown } from 'vite';
import { OLD_FOLDER, OLD_MAIN, OLD_WORKER } from './old-parts.ts';
import { MAIN, START } from './page.ts';
import { PAGE_SCRIPT } from './page-script.ts';

/** Types by which the service worker knows that a file is what it should be. */
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.webmanifest': 'application/manifest+json',
};

/** 64 bits: no portal's page has them by chance, and every phone loads them for every file. */
const HASH_DIGITS = 16;

/**
 * What no service worker carries the name of: workers themselves, the script of pages without the app, and
 * acts of an office, which need a network anyway.
 */
const NOT_KEPT = new RegExp(`^sw|^${PAGE_SCRIPT}$|/office-`);

/** Writes into each build's service worker which files make up its app, and the hash of each. */
export function listShell(): Plugin {
  return {
    name: 'list-shell',
    apply: 'build',
    writeBundle({ dir = '' }, bundle) {
      const modern = filesOfStart(bundle);
      const isAtStart = (name: string) =>
        extname(name) !== '.js' || modern.has(name) || OLD_MAIN.test(name) || START.test(name);
      const files = readdirSync(dir, { recursive: true, encoding: 'utf8' })
        .filter((name) => TYPES[extname(name)] !== undefined && !NOT_KEPT.test(name))
        .sort()
        .map((name) => ({
          path: `/${name}`,
          type: TYPES[extname(name)],
          hash: sha256(readFileSync(join(dir, name))).slice(0, HASH_DIGITS),
          onDemand: isAtStart(name) ? undefined : true,
        }));
      const isOld = ({ path }: { readonly path: string }) => path.startsWith(`/${OLD_FOLDER}/`);
      const isShared = ({ path }: { readonly path: string }) =>
        extname(path) !== '.js' || START.test(path.slice(1));
      write(
        join(dir, 'sw.js'),
        files.filter((file) => !isOld(file)),
      );
      write(
        join(dir, `${OLD_WORKER}.js`),
        files.filter((file) => isOld(file) || isShared(file)),
      );
    },
  };
}

function write(worker: string, files: readonly object[]): void {
  const shell = { version: sha256(JSON.stringify(files)).slice(0, 16), files };
  const code = readFileSync(worker, 'utf8');
  writeFileSync(worker, code.replaceAll('__SHELL__', JSON.stringify(shell)));
}

/** The scripts that the page needs to start; the others, the languages, are fetched when chosen. */
function filesOfStart(bundle: Rolldown.OutputBundle): ReadonlySet<string> {
  const found = new Set<string>();
  const add = (name: string) => {
    const file = bundle[name];
    if (file?.type !== 'chunk' || found.has(name)) return;
    found.add(name);
    file.imports.forEach(add);
  };
  for (const file of Object.values(bundle)) {
    if (file.type === 'chunk' && (file.isEntry || file.name === MAIN)) add(file.fileName);
  }
  return found;
}

function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { extname, join } from 'node:path';
import { minify } from 'terser';
import type { Plugin, Rolldown } from 'vite';
import { transformWithOxc } from 'vite';
import { defineConfig } from 'vitest/config';
import { PATIENCE } from './test/harness/eventually.ts';

/** What runs on the server: the site itself, and what looks after it (scripts/operate.mjs). */
const PROGRAMS = {
  main: 'src/server/main.ts',
  channels: 'src/server/channels-main.ts',
  painter: 'src/server/media/pictures/painter.ts',
  doctor: 'src/doctor/main.ts',
  backup: 'src/backup/backup-main.ts',
  restore: 'src/backup/restore-main.ts',
  export: 'src/transfer/export-main.ts',
  import: 'src/transfer/import-main.ts',
};

/**
 * The last Chrome of Android 4.4, KaiOS 3 and newer; engines that stop at the syntax keep the page.
 * Chrome has `?.` since 80; what it does wrong until 91, spread arguments in it, is written nowhere here.
 */
const MODERN = ['chrome91', 'firefox74', 'safari13.1'];

/** Tests in a browser that mostly wait, or look at what stands still: these run beside all others. */
const BESIDE_OTHERS = [
  ...['accessibility', 'bosh', 'dead-link', 'every-page', 'languages', 'old-browsers'],
  ...['page-script', 'without-script', 'xss/xss'],
].map((name) => `test/e2e/${name}.test.ts`);

const { version: VERSION } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  version: string;
};

/** The script that is the app; the entry only chooses when it runs. */
const MAIN = 'main';

/** Two builds come of this file: the phone's (`vite build`) and the server's (`--ssr`). */
export default defineConfig(({ isSsrBuild }) => ({
  define: { __VERSION__: JSON.stringify(VERSION) },
  oxc: {
    jsx: { runtime: 'automatic', importSource: 'preact' },
    // Plain fields: nothing here tells them from defined ones, and older engines need a helper for those.
    assumptions: { setPublicClassFields: true },
    typescript: { removeClassFieldsWithoutInitializer: true },
  },
  build: isSsrBuild
    ? {
        target: 'node20',
        outDir: 'dist/server',
        emptyOutDir: true,
        copyPublicDir: false,
        rolldownOptions: { input: PROGRAMS, output: { chunkFileNames: 'chunks/[name]-[hash].js' } },
      }
    : {
        target: MODERN,
        outDir: 'dist/public',
        emptyOutDir: true,
        modulePreload: false,
        // Slower than the built-in one, and a fortieth smaller.
        minify: 'terser',
        // Not inlined where it is called twice: what stands there twice compresses better as a call.
        terserOptions: { module: true, ecma: 2020, compress: { passes: 3, inline: 1 } },
        rolldownOptions: {
          input: { app: 'index.html', sw: 'src/sw/sw.ts' },
          output: {
            // One script for the app; the languages find their parts there.
            codeSplitting: { groups: [{ name: MAIN, test: /\/src\/app\/main\.tsx$/ }] },
            // Its address is its identity: the service worker must not move with its content.
            entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
          },
        },
      },
  plugins: isSsrBuild
    ? [
        besideServer('src/server/xmpp-server/modules', 'modules', '.lua'),
        besideServer('src/server/places', 'places', '.csv'),
      ]
    : [lightParts(), withoutPreload(), preloadMain(), listShell(), pageScript()],
  test: {
    reporters: ['default'],
    // Above the patience of one wait: what is slow says so where it waits.
    testTimeout: 2 * PATIENCE,
    hookTimeout: 2 * PATIENCE,
    expect: { poll: { timeout: PATIENCE } },
    // Most of them wait more than they work: for answers, for a link to be given up, for a kill.
    maxWorkers: Math.max(3, availableParallelism()),
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/{protocol,screens,app,server,shape,durability,fuzz}/**/*.test.{ts,tsx}'],
        },
      },
      // The rules hold on both databases alike.
      { extends: true, test: { name: 'sqlite', include: ['test/channels/**/*.test.ts'] } },
      {
        extends: true,
        test: {
          name: 'postgres',
          include: ['test/channels/**/*.test.ts'],
          globalSetup: 'test/harness/postgres.ts',
        },
      },
      // … and every one of their stanzas goes through a real Prosody, one file after the other.
      {
        extends: true,
        test: {
          name: 'wire',
          include: ['test/channels/**/*.test.ts'],
          // Many services in one test, or one of very many requests: the rules are the same.
          exclude: ['**/{random-commands,races,transfer}.test.ts'],
          globalSetup: 'test/harness/wire-prosody.ts',
          maxWorkers: 1,
          // Those with another number of workers have their own turn.
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          globalSetup: 'test/harness/postgres.ts',
        },
      },
      { extends: true, test: { name: 'e2e-beside', include: BESIDE_OTHERS } },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          exclude: BESIDE_OTHERS,
          // A browser on a busy machine can lose the focus or a frame once; what is broken fails twice.
          retry: 1,
          // Two browsers at once on two cores are too busy to tell anything.
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
}));

/** What the XMPP library imports, and what of ours it gets in its place: as much as it uses. */
const STAND_INS: Readonly<Record<string, string>> = {
  '@xmpp/jid': 'jid.ts',
  events: 'events.ts',
  'koa-compose': 'compose.ts',
  'ltx/lib/Element.js': 'ltx-element.ts',
  'ltx/lib/createElement.js': 'ltx-create-element.ts',
  'ltx/lib/escape.js': 'ltx-escape.ts',
  'ltx/lib/parsers/ltx.js': 'ltx-parser.ts',
  saslmechanisms: 'sasl-factory.ts',
};

/** Lighter forms of the same: not lowered to ES5, ES modules in place of CommonJS, fewer events. */
function lightParts(): Plugin {
  return {
    name: 'light-parts',
    enforce: 'pre',
    resolveId(id) {
      if (id === 'workbox-window') return this.resolve(`${id}/build/workbox-window.prod.mjs`);
      const ours = STAND_INS[id];
      if (ours) return join(import.meta.dirname, 'src/app/xmpp', ours);
      return undefined;
    },
    /** Fields of classes become plain ones: older engines have none, and what stands for them is long. */
    transform(code, id) {
      if (id.includes('/node_modules/idb/')) return coreOf(code);
      if (!/node_modules.@xmpp|src.app.xmpp/.test(id)) return undefined;
      const plain = code.replace(/(this\.|^\s+(?:readonly |async )?)#(?=\w)/gm, '$1$$');
      return transformWithOxc(plain, id, {
        target: MODERN,
        assumptions: { setPublicClassFields: true },
      });
    },
  };
}

/** Of idb its core: nothing here uses its iterators, nor its databases that work like stores. */
function coreOf(idb: string): string {
  const end = idb.indexOf('const readMethods');
  if (end < 0) throw new Error('idb is not as it was: where does its core end?');
  return `${idb.slice(0, end)} export { deleteDB, openDB };`;
}

/** A language is one script without a style: there is nothing to fetch beside it. */
function withoutPreload(): Plugin {
  const helper = '\0vite/preload-helper.js';
  return {
    name: 'without-preload',
    enforce: 'pre',
    load: (id) => (id === helper ? 'export const __vitePreload = (load) => load();' : undefined),
  };
}

/** The page names the app's script, so that it is fetched beside the entry and not after it. */
function preloadMain(): Plugin {
  return {
    name: 'preload-main',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle = {} }) {
        const main = Object.values(bundle).find(({ name }) => name === MAIN);
        const href = `/${main?.fileName}`;
        // Not `modulepreload`: that compiles it, too, before the page is painted.
        const attrs = { rel: 'preload', as: 'script', href, crossorigin: '' };
        return main ? { html, tags: [{ tag: 'link', attrs, injectTo: 'head' }] } : html;
      },
    },
  };
}

/** Types by which the service worker knows that a file is what it should be. */
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.webmanifest': 'application/manifest+json',
};

/** For pages without the app; its name must not move, as the service worker's. */
const PAGE_SCRIPT = 'page.js';

/** The script of browsers that never have the app: a file of its own, as the oldest of them read it. */
function pageScript(): Plugin {
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

/** 96 bits: no portal's page has them by chance, and every phone loads them for every file. */
const HASH_DIGITS = 24;

/** Writes into the service worker which files make up the app, and the hash of each. */
function listShell(): Plugin {
  return {
    name: 'list-shell',
    apply: 'build',
    writeBundle({ dir = '' }, bundle) {
      const atStart = filesOfStart(bundle);
      const files = readdirSync(dir, { recursive: true, encoding: 'utf8' })
        .filter(
          (name) => !['sw.js', PAGE_SCRIPT].includes(name) && TYPES[extname(name)] !== undefined,
        )
        // Acts of an office need a network anyway: nobody else's service worker carries their names.
        .filter((name) => !name.startsWith('assets/office-'))
        .sort()
        .map((name) => ({
          path: `/${name}`,
          type: TYPES[extname(name)],
          hash: sha256(readFileSync(join(dir, name))).slice(0, HASH_DIGITS),
          onDemand: extname(name) === '.js' && !atStart.has(name) ? true : undefined,
        }));
      const shell = { version: sha256(JSON.stringify(files)).slice(0, 16), files };
      const worker = join(dir, 'sw.js');
      const code = readFileSync(worker, 'utf8');
      writeFileSync(worker, code.replaceAll('__SHELL__', JSON.stringify(shell)));
    },
  };
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

/** Puts files that nothing imports beside the built server: Prosody's modules of our own, lists of places. */
function besideServer(folder: string, into: string, ending: string): Plugin {
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

function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { BuildEnvironmentOptions } from 'vite';
import { defineConfig } from 'vitest/config';
import { MODERN } from './scripts/build/engines.ts';
import { besideServer } from './scripts/build/plugins/beside-server.ts';
import { CALLS, childrenAsArguments } from './scripts/build/plugins/children-as-arguments.ts';
import { lightParts } from './scripts/build/plugins/light-parts.ts';
import { lightPreact } from './scripts/build/plugins/light-preact.ts';
import { OLD_FOLDER, OLD_WORKER, oldParts } from './scripts/build/plugins/old-parts.ts';
import { MAIN, page } from './scripts/build/plugins/page.ts';
import { pageScript } from './scripts/build/plugins/page-script.ts';
import { listShell } from './scripts/build/plugins/shell.ts';
import { shortWords } from './scripts/build/plugins/short-words.ts';
import { withoutPreload } from './scripts/build/plugins/without-preload.ts';
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
  audit: 'src/audit/audit-main.ts',
};

/** Tests in a browser that mostly wait, or hold on a busy machine: these run beside all others. */
const BESIDE_OTHERS = [
  ...[
    'accessibility',
    'bosh',
    'dead-link',
    'every-page',
    'government',
    'incidents',
    'languages',
    'old-browsers',
  ],
  ...[
    'old-engines',
    'page-script',
    'places',
    'profile',
    'reports',
    'todo',
    'without-script',
    'xss/xss',
  ],
].map((name) => `test/e2e/${name}.test.ts`);

const { version: VERSION } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  version: string;
};

/** How long each plugin takes is nothing that a person who starts a site should read. */
const CHECKS = { bundlerTimings: false };

const SERVER: BuildEnvironmentOptions = {
  target: 'node20',
  outDir: 'dist/server',
  emptyOutDir: true,
  copyPublicDir: false,
  rolldownOptions: {
    checks: CHECKS,
    input: PROGRAMS,
    output: { chunkFileNames: 'chunks/[name]-[hash].js' },
  },
};

const FOR_PHONES = [
  childrenAsArguments(),
  lightParts(),
  lightPreact(),
  shortWords(),
  withoutPreload(),
];

/** Its address is its identity: a service worker must not move with its content. */
const nameOfEntry = (name: string, folder: string) =>
  name.startsWith('sw') ? `${name}.js` : `${folder}/[name]-[hash].js`;

/** One script for the app; what is fetched on demand finds its parts there. */
const ONE_SCRIPT = { groups: [{ name: MAIN, test: /\/src\/app\/(?:old\/main\.ts|main\.tsx)$/ }] };

const PHONE: BuildEnvironmentOptions = {
  target: MODERN,
  outDir: 'dist/public',
  // What was built for old engines is there already.
  emptyOutDir: false,
  modulePreload: false,
  // Slower than the built-in one, and a fortieth smaller.
  minify: 'terser',
  // Not inlined where it is called twice: what stands there twice compresses better as a call.
  terserOptions: {
    ...{ module: true, ecma: 2020, compress: { passes: 3, inline: 1 } },
    // The private parts of libraries, and private fields (`light-parts.ts`): none is the browser's, or kept.
    mangle: { properties: { regex: /^[_$][a-z]/i } },
  },
  rolldownOptions: {
    checks: CHECKS,
    input: { [MAIN]: 'src/app/main.tsx', sw: 'src/sw/sw.ts' },
    output: {
      codeSplitting: ONE_SCRIPT,
      entryFileNames: ({ name }) => nameOfEntry(name, 'assets'),
    },
  },
};

const OLD: BuildEnvironmentOptions = {
  ...PHONE,
  target: 'esnext',
  // Once it is ES5 (`to-es5.ts`).
  minify: false,
  copyPublicDir: false,
  rolldownOptions: {
    checks: CHECKS,
    input: { [MAIN]: 'src/app/old/main.ts', [OLD_WORKER]: 'src/sw/sw.ts' },
    output: {
      codeSplitting: ONE_SCRIPT,
      entryFileNames: ({ name }) => nameOfEntry(name, OLD_FOLDER),
      chunkFileNames: `${OLD_FOLDER}/[name]-[hash].js`,
    },
  },
};

/**
 * Three builds come of this file: the phone's (`vite build`), the phone's for old engines (`--mode old`, made
 * first: the page names both) and the server's (`--ssr`).
 */
export default defineConfig(({ isSsrBuild, mode }) => ({
  define: { __VERSION__: JSON.stringify(VERSION) },
  oxc: {
    jsx: isSsrBuild ? { runtime: 'automatic', importSource: 'preact' } : CALLS,
    // Plain fields: nothing here tells them from defined ones, and older engines need a helper for those.
    assumptions: { setPublicClassFields: true },
    typescript: { removeClassFieldsWithoutInitializer: true },
  },
  build: isSsrBuild ? SERVER : mode === 'old' ? OLD : PHONE,
  plugins: isSsrBuild
    ? [
        besideServer('src/server/xmpp-server/modules', 'modules', '.lua'),
        besideServer('src/server/places', 'places', '.csv'),
      ]
    : mode === 'old'
      ? [...FOR_PHONES, oldParts()]
      : [...FOR_PHONES, page(), pageScript(), listShell()],
  test: {
    reporters: ['default'],
    // Above the patience of one wait: what is slow says so where it waits.
    testTimeout: 2 * PATIENCE,
    hookTimeout: 2 * PATIENCE,
    expect: { poll: { timeout: PATIENCE } },
    // Most of them wait more than they work: for answers, for a link to be given up, for a kill.
    maxWorkers: Math.max(4, availableParallelism()),
    // No module keeps anything from one file for the next, and reading all anew for each takes long.
    isolate: false,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/{protocol,screens,app,server,shape,durability,fuzz}/**/*.test.{ts,tsx}'],
          // Timers of what was tried without a server outlive a file; they end with its process.
          isolate: true,
        },
      },
      // The rules hold on both databases alike.
      {
        extends: true,
        test: { name: 'sqlite', include: ['test/channels/**/*.test.ts'] },
      },
      {
        extends: true,
        test: {
          name: 'postgres',
          include: ['test/channels/**/*.test.ts'],
          globalSetup: 'test/harness/postgres.ts',
        },
      },
      // … and every one of their stanzas goes through a real Prosody.
      {
        extends: true,
        test: {
          name: 'wire',
          include: ['test/channels/**/*.test.ts'],
          // Many services in one test, or one of very many requests: the rules are the same.
          exclude: [
            '**/{interleavings,paging-among-writers,random-commands,races,transfer}.test.ts',
          ],
          provide: { wired: true },
          setupFiles: 'test/channels/wired.ts',
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
          maxWorkers: 2,
          // Those with another number of workers have their own turn.
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
}));

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const SOURCES = join(import.meta.dirname, '../../../src');
const TEXT = join(SOURCES, 'screens/text/');

/** Where words may be named, in what phones run. */
const FOLDERS = ['app', 'protocol', 'screens'];

/** What screens call each kind of catalogue, and how its files begin, before the code of their language. */
const KINDS: Readonly<Record<string, string>> = {
  t: '',
  a: 'account/account-',
  i: 'incident/incident-',
  o: 'office/office-',
  r: 'rare/rare-',
};

/** A word where a catalogue has it, and where it is shown. */
const HAD = /^ {2}(\w+)(?=[:(])/gm;
const SHOWN = /\b([taior])\.(\w+)/g;

/**
 * Gives words short names in the phone's builds: their own stand in every catalogue, too. Only those whose name stands
 * nowhere else, so that nothing but words is renamed.
 */
export function shortWords(): Plugin {
  const sources = allSources();
  const short = new Map(Object.keys(KINDS).map((kind) => [kind, shortNames(kind, sources)]));
  const nameOf = (kind: string, name: string) => short.get(kind)?.get(name) ?? name;
  return {
    name: 'short-words',
    enforce: 'pre',
    apply: 'build',
    transform(code, id) {
      if (!id.startsWith(SOURCES)) return undefined;
      const kind = kindOf(id);
      return kind
        ? code.replace(HAD, (_, name) => `  ${nameOf(kind, name)}`)
        : code.replace(SHOWN, (_, of, name) => `${of}.${nameOf(of, name)}`);
    },
  };
}

/** The kind of a catalogue, in whatever language; `undefined` of any other file. */
function kindOf(path: string): string | undefined {
  const isOf = (kind: string) =>
    path.startsWith(TEXT + KINDS[kind]) &&
    /^[a-z]{2,3}\.ts$/.test(path.slice(`${TEXT}${KINDS[kind]}`.length));
  return Object.keys(KINDS).find(isOf);
}

function shortNames(kind: string, sources: string): ReadonlyMap<string, string> {
  const english = readFileSync(`${TEXT}${KINDS[kind]}en.ts`, 'utf8');
  const names = [...english.matchAll(HAD)].map(([, name = '']) => name);
  const count = (pattern: string) => sources.match(new RegExp(pattern, 'g'))?.length;
  const isFree = (name: string) => count(`\\b${name}\\b`) === count(`\\b${kind}\\.${name}\\b`);
  const short = shortest(names);
  return new Map(names.filter(isFree).map((name) => [name, short.next().value as string]));
}

/** `a0`, `b0` … `a1`: those that are no word's own. Letters alone could be a browser's (`test/shape/old-apis.test.ts`). */
function* shortest(taken: readonly string[]): Generator<string> {
  for (let digit = 0; ; digit += 1) {
    for (const letter of 'abcdefghijklmnopqrstuvwxyz') {
      if (!taken.includes(letter + digit)) yield letter + digit;
    }
  }
}

function allSources(): string {
  return FOLDERS.map((folder) => join(SOURCES, folder))
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
    )
    .filter((path) => /\.tsx?$/.test(path) && !kindOf(path))
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n');
}

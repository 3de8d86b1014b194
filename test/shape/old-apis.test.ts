/** What the build for old engines calls is in them, is brought along, or is asked for first. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Node, parse } from 'acorn';
import { expect, test } from 'vitest';

/** KaiOS 2.5 is newer than that Firefox. */
const ENGINES = { chrome: 42, firefox: 47 };

const BUILT = 'dist/public';
const OLD = /^assets\/(?:old\/.*|start-[\w-]+)\.js$|^sw-old\.js$/;

const EXPECTED = new Set([
  // Brought along: `src/app/old/`.
  ...['Object.assign', 'Object.entries', 'Object.fromEntries', 'Array.from', 'queueMicrotask'],
  ...['.assign', '.find', '.findIndex', '.flat', '.flatMap', '.matchAll', '.padStart'],
  ...['.finally', '.replaceWith', '.toBlob', 'DOMException'],
  // Called where they are, or in what fails harmlessly where they are not.
  ...['BroadcastChannel', 'ImageDecoder', 'createImageBitmap', 'globalThis', 'Iterator'],
  ...['Reflect', 'Reflect.construct', '.getAll', '.getAllKeys', '.moveBefore', '.return'],
  // Names of our own.
  ...['.cancel', '.connection', '.destroy', '.drop', '.getName', '.load', '.read', '.register'],
  ...['.run', '.use', '.wait'],
]);

/** What words are called in the builds (`scripts/build/plugins/short-words.ts`); DOMQuad has corners of such names. */
const SHORT_WORD = /^\.[a-z]\d$/;

interface Part {
  readonly __compat?: { readonly support: Readonly<Record<string, Support | readonly Support[]>> };
  readonly [part: string]: unknown;
}
interface Support {
  readonly version_added: string | false | null;
}
type Group = Readonly<Record<string, Part>>;

const DATA = fileURLToPath(import.meta.resolve('@mdn/browser-compat-data'));
const { api, javascript } = JSON.parse(readFileSync(DATA, 'utf8')) as {
  readonly api: Group;
  readonly javascript: { readonly builtins: Group };
};
const GROUPS = [javascript.builtins, api];

/** Whether all the engines had it. */
function isOld({ __compat }: Part): boolean {
  return Object.entries(ENGINES).every(([engine, version]) =>
    [__compat?.support[engine] ?? []]
      .flat()
      .some(({ version_added: since }) => since && Number.parseFloat(since) <= version),
  );
}

/** Names of methods, each with whether something old has one; of values first, which have most of them. */
const METHODS = new Map<string, boolean>();
for (const group of GROUPS) {
  const found = new Map<string, boolean>();
  for (const owner of Object.values(group)) {
    for (const [name, part] of Object.entries(owner)) {
      if (name !== '__compat') found.set(name, found.get(name) || isOld(part as Part));
    }
  }
  for (const [name, old] of found) if (!METHODS.has(name)) METHODS.set(name, old);
}

const globalOf = (name = '') =>
  GROUPS.map((group) => (Object.hasOwn(group, name) ? group[name] : undefined)).find(Boolean);

interface AnyNode extends Node {
  readonly callee?: AnyNode;
  readonly object?: AnyNode;
  readonly property?: AnyNode;
  readonly computed?: boolean;
  readonly name?: string;
}

/** Names that the engines may lack: of globals, of what they offer, and of methods that nothing old has. */
function lateNames(script: AnyNode): string[] {
  const late = new Set<string>();
  const see = (node: AnyNode) => {
    const { type, callee, computed, name = '' } = node;
    const part = type === 'Identifier' ? globalOf(name) : undefined;
    if (part && !isOld(part)) late.add(name);
    if (type === 'CallExpression' && callee?.type === 'MemberExpression' && !callee.computed) {
      const method = callee.property?.name ?? '';
      const owner = globalOf(callee.object?.name);
      const own = owner?.[`${method}_static`] ?? owner?.[method];
      if (own && !isOld(own as Part)) late.add(`${callee.object?.name}.${method}`);
      if (!own && METHODS.get(method) === false) late.add(`.${method}`);
    }
    for (const [key, inner] of Object.entries(node)) {
      const isName = !computed && ['property', 'key'].includes(key);
      for (const one of isName ? [] : [inner].flat()) if (one?.type) see(one);
    }
  };
  see(script);
  return [...late].sort();
}

test('nothing is called that Chrome 42 or Firefox 47 lack, but what comes along or is asked for', () => {
  const names = readdirSync(BUILT, { recursive: true, encoding: 'utf8' });
  const scripts = names.filter((name) => OLD.test(name));
  expect(scripts).toContain('sw-old.js');
  for (const name of scripts) {
    const program = parse(readFileSync(join(BUILT, name), 'utf8'), { ecmaVersion: 5 });
    expect(
      lateNames(program).filter((late) => !EXPECTED.has(late) && !SHORT_WORD.test(late)),
      name,
    ).toEqual([]);
  }
});

test('what comes along is called somewhere', () => {
  const language = readFileSync('src/app/old/polyfills/language.ts', 'utf8');
  const methods = [...language.matchAll(/^ {2}(\w+)[:(]/gm)].map(([, name = '']) => name);
  expect(methods).toContain('padStart');
  const folder = join(BUILT, 'assets/old');
  const scripts = readdirSync(folder).filter((name) => name.endsWith('.js'));
  const code = scripts.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');
  expect(methods.filter((name) => !code.includes(`.${name}(`))).toEqual([]);
});

test('what is late is found', () => {
  const script = 'Array.from(a); a.padStart(2); [].at(1); structuredClone(b); c.forEach(d); fetch';
  expect(lateNames(parse(script, { ecmaVersion: 5 }))).toEqual(
    ['.at', '.padStart', 'Array.from', 'structuredClone'].sort(),
  );
});

import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { type Options, transform } from '@swc/core';
import { minify } from 'terser';
import { transformWithOxc } from 'vite';
import { type Helpers, helpersOf, withHelpers } from './es5-helpers.ts';

/** What ES5 calls in place of newer syntax, shorter than what swc brings along. */
export const HELPERS = 'src/app/old/es5-syntax.ts';

/** What is lost of the letter of the standard, our code does not do; each saves helpers. */
const assumptions = {
  constantSuper: true,
  constantReexports: true,
  ignoreFunctionLength: true,
  ignoreToPrimitiveHint: true,
  noClassCalls: true,
  noDocumentAll: true,
  noNewArrows: true,
  objectRestNoSymbols: true,
  privateFieldsAsProperties: true,
  pureGetters: true,
  setClassMethods: true,
  setComputedProperties: true,
  setPublicClassFields: true,
  setSpreadProperties: true,
  superIsCallableConstructor: true,
};

/**
 * A script of ours that stands alone, in ES5; `define` gives the values of names that the build fills in.
 *
 * @param file from the folder of package.json
 */
export async function scriptOf(file: string, define: Record<string, string> = {}): Promise<string> {
  const { code } = await transformWithOxc(readFileSync(file, 'utf8'), file, { define });
  return toEs5(code);
}

/** ES5 of a script that imports nothing. */
export async function toEs5(code: string): Promise<string> {
  return finish(withHelpers(await syntaxToEs5(code), await ownHelpers()), 'alone');
}

/**
 * ES5 of scripts that import one another. What stands for newer syntax is in the one that is there before all
 * others, for all of them.
 *
 * @param parts by their paths
 * @param first the path of that one
 */
export async function partsToEs5(
  parts: ReadonlyMap<string, string>,
  first: string,
): Promise<Map<string, string>> {
  const es5 = new Map<string, string>();
  for (const [path, code] of parts) es5.set(path, await syntaxToEs5(code));
  const shared = [...helpersOf(es5.get(first) ?? '', parts.get(first)).keys()];
  const without: Helpers = new Map(shared.map((name) => [name, '']));
  const exported = new Set<string>();
  for (const [path, code] of es5) {
    if (path === first) continue;
    const bare = withHelpers(code, without);
    const used = shared.filter((name) => bare.includes(`${name}(`));
    for (const name of used) exported.add(name);
    const imports = `import { ${used.join(', ')} } from './${basename(first)}';\n`;
    es5.set(path, used.length > 0 ? imports + bare : bare);
  }
  const main = withHelpers(es5.get(first) ?? '', await ownHelpers());
  es5.set(first, `${main}\nexport { ${[...exported].join(', ')} };`);
  for (const [path, code] of es5) es5.set(path, await finish(code, 'part'));
  return es5;
}

const COMMON: Options = { isModule: true, swcrc: false, configFile: false };

/** ES5 that still imports and exports, with functions at its top that stand for newer syntax. */
async function syntaxToEs5(code: string): Promise<string> {
  // Loops first, and loosely: nobody here minds that a loop that is left does not tell its iterator.
  const loops = await transform(code, {
    ...COMMON,
    jsc: { assumptions },
    env: { targets: { chrome: '120' }, include: ['transform-for-of'], loose: true },
  });
  const es5 = await transform(loops.code, { ...COMMON, jsc: { assumptions, target: 'es5' } });
  return es5.code;
}

async function ownHelpers(): Promise<Helpers> {
  const { code } = await transformWithOxc(readFileSync(HELPERS, 'utf8'), HELPERS);
  return helpersOf(await syntaxToEs5(code));
}

/** Small, as it is loaded: a `part` is defined, and finds those that it needs, as in `src/app/old/define.ts`. */
async function finish(es5: string, kind: 'alone' | 'part'): Promise<string> {
  const { code } = await transform(es5, {
    ...COMMON,
    jsc: { assumptions, target: 'es5' },
    module: { type: kind === 'part' ? 'amd' : 'commonjs', noInterop: true },
  });
  const { code: small = '' } = await minify(kind === 'part' ? code : `(function(){${code}})()`, {
    ecma: 5,
    safari10: true,
    compress: { passes: 2, inline: 1 },
    // Private fields (`light-parts.ts`). What stands for newer syntax, and what the bundler exports (`$t`), parts know by
    // its name.
    mangle: { properties: { regex: /^\$[a-z]\w/i } },
  });
  return small;
}

import { readFileSync } from 'node:fs';
import { type Options, transform } from '@swc/core';
import { minify } from 'terser';
import { transformWithOxc } from 'vite';

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
  return toEs5(code, 'alone');
}

const COMMON: Options = { isModule: true, swcrc: false, configFile: false };

/**
 * ES5 of a chunk, small. `alone` is a script that imports nothing; a `part` is defined, and finds those
 * that it needs, as in `src/app/old/define.js`.
 */
export async function toEs5(code: string, kind: 'alone' | 'part'): Promise<string> {
  // Loops first, and loosely: nobody here minds that a loop that is left does not tell its iterator.
  const loops = await transform(code, {
    ...COMMON,
    jsc: { assumptions },
    env: { targets: { chrome: '120' }, include: ['transform-for-of'], loose: true },
  });
  const es5 = await transform(loops.code, {
    ...COMMON,
    jsc: { assumptions, target: 'es5' },
    module: { type: kind === 'part' ? 'amd' : 'commonjs', noInterop: true },
  });
  const { code: small = '' } = await minify(
    kind === 'part' ? es5.code : `(function(){${es5.code}})()`,
    { ecma: 5, safari10: true, compress: { passes: 2, inline: 1 } },
  );
  return small;
}

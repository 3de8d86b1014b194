import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { partsToEs5 } from '../../scripts/build/to-es5.ts';

type Make = (require: unknown, exports: object, ...needed: object[]) => void;

/** Runs scripts of the build for old engines, one after the other: the others are given the first one. */
function run(scripts: Iterable<string>): object[] {
  const made: object[] = [];
  const define = (_: unknown, make: Make) => {
    const exports = {};
    make(undefined, exports, ...made.slice(0, 1));
    made.push(exports);
  };
  for (const script of scripts) runInNewContext(script, { define });
  return made;
}

test('what a part exports the others find, whatever name the bundler gave it', async () => {
  // Were it shortened, then to another name here than there, where all these are taken.
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];
  const exported = letters.map((letter) => `first as ${letter}`).join();
  const parts = new Map([
    ['main.js', `const first = 1, second = 2; export { ${exported}, second as $t };`],
    ['part.js', `import { $t as second } from './main.js'; export const found = second;`],
  ]);
  const [, part] = run((await partsToEs5(parts, 'main.js')).values());
  expect(part).toEqual({ found: 2 });
});

test('private fields have short names', async () => {
  const code = 'export class Link { $url = 1; address() { return this.$url; } }';
  const [script = ''] = (await partsToEs5(new Map([['main.js', code]]), 'main.js')).values();
  expect(script).not.toContain('$url');
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Node, parse } from 'acorn';
import { expect, test } from 'vitest';

const BUILT = 'dist/public';

/** What the engines of vite.config.ts understand: Chrome 80, Firefox 74, Safari 13.1. */
const SYNTAX = { ecmaVersion: 2020, sourceType: 'module' } as const;

/** The build for old engines, and what every engine reads. */
const OLD = /^assets\/(?:old\/.*|start-[\w-]+)\.js$|^(?:sw-old|page)\.js$/;

const scripts = readdirSync(BUILT, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.js'),
);

test('what old engines read is ES5', () => {
  const old = scripts.filter((name) => OLD.test(name));
  expect(old).toContain('sw-old.js');
  for (const name of old) {
    const text = readFileSync(join(BUILT, name), 'utf8');
    expect(() => parse(text, { ecmaVersion: 5 }), name).not.toThrow();
    // Flags of patterns that came later are no syntax to a parser of strings.
    expect(text, name).not.toMatch(/RegExp\((?:"[^"]*"|\w+),"[gim]*[dsuvy]/);
  }
});

test('the built scripts are of 2020, and nowhere meet what Chrome 80 to 90 get wrong', () => {
  expect(scripts).toContain('sw.js');
  for (const name of scripts) {
    const program = parse(readFileSync(join(BUILT, name), 'utf8'), SYNTAX);
    expect(spreadInOptionalCall(program), name).toBe(false);
  }
});

test('a spread argument in an optional call is found', () => {
  expect(spreadInOptionalCall(parse('f(...a); b?.c(d)', SYNTAX))).toBe(false);
  expect(spreadInOptionalCall(parse('g(() => a?.b(...c))', SYNTAX))).toBe(true);
});

/** `a?.(...b)` and `a?.b(...c)`: crbug.com/v8/11558. */
function spreadInOptionalCall(node: Node, inChain = false): boolean {
  const { type } = node;
  const isChain = type === 'ChainExpression' || (inChain && /^(?:Call|Member)/.test(type));
  if (isChain && hasSpread(node)) return true;
  return Object.values(node)
    .flat()
    .some((part) => part?.type && spreadInOptionalCall(part, isChain));
}

function hasSpread(node: Node): boolean {
  const { arguments: given = [] } = node as Node & { readonly arguments?: readonly Node[] };
  return given.some(({ type }) => type === 'SpreadElement');
}

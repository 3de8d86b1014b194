import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { shortWords } from '../../scripts/build/plugins/short-words.ts';
import { CODES } from '../../src/screens/text/languages.ts';

const transform = shortWords().transform as (code: string, id: string) => string | undefined;

const built = (path: string) => transform(readFileSync(path, 'utf8'), resolve(path)) ?? '';

const namesIn = (catalogue: string) =>
  [...catalogue.matchAll(/^ {2}(\w+)[:(]/gm)].map(([, name = '']) => name);

/** What screens call each kind of catalogue, and where those are. */
const KINDS = {
  ...{ t: '', a: 'account/account-', i: 'incident/incident-' },
  ...{ o: 'office/office-', r: 'rare/rare-' },
};

const screens = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => /^(?:app|screens)\/(?!screens\/text).*\.tsx$/.test(name))
  .map((name) => join('src', name));

test.each(Object.entries(KINDS))(
  'words called %s are named alike in all catalogues and screens',
  (kind, path) => {
    const [english = [], ...others] = ['en', ...CODES].map((code) =>
      namesIn(built(`src/screens/text/${path}${code}.ts`)),
    );
    expect(english.filter((name) => name.length <= 2).length).toBeGreaterThan(5);
    expect(new Set(english).size).toBe(english.length);
    for (const names of others) expect([...names].sort()).toEqual([...english].sort());
    const whole = namesIn(readFileSync(`src/screens/text/${path}en.ts`, 'utf8'));
    for (const screen of screens) {
      const [before, after] = [readFileSync(screen, 'utf8'), built(screen)].map((code) =>
        [...code.matchAll(new RegExp(`\\b${kind}\\.(\\w+)`, 'g'))].map(([, name = '']) => name),
      );
      for (const [at, name] of before?.entries() ?? []) {
        if (whole.includes(name)) expect(english).toContain(after?.[at]);
        else expect(after?.[at]).toBe(name);
      }
    }
  },
);

test('whatever else is called so keeps its name', () => {
  const code = 'topics.map((t) => t.seq + t.channel.length)';
  expect(transform(code, resolve('src/screens/topic.tsx'))).toBe(code);
  expect(transform('t.notHere', '/elsewhere/notes.ts')).toBe(undefined);
});

import { expect, test } from 'vitest';
import { sourcesIn } from './sources.ts';

/** What a file loads with itself: no types, and nothing that it asks for later. */
const LOADED = /^(?:import|export)\s+(?!type\b)[^;]*?\bfrom\s+'([^']+)'/gm;

const texts = new Map(sourcesIn('src').map(({ path, text }) => [path, text]));

/** All that is loaded with a file, packages by their names. */
function loadedWith(path: string, known = new Set<string>()): ReadonlySet<string> {
  for (const [, target = ''] of (texts.get(path) ?? '').matchAll(LOADED)) {
    const name = target.startsWith('.')
      ? new URL(target, `file:///${path}`).pathname.slice(1)
      : target;
    if (known.has(name)) continue;
    known.add(name);
    loadedWith(name, known);
  }
  return known;
}

test('a start loads nothing that most sites never use', () => {
  const loaded = loadedWith('src/server/main.ts');
  expect(loaded).toContain('better-sqlite3');
  expect(['pg', 'nodemailer', 'yazl'].filter((name) => loaded.has(name))).toEqual([]);
});

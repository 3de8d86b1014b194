import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runProgram } from '../harness/run-program.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wifi-chat-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

test.each([
  ['backup', 'out'],
  ['export', 'out'],
  ['audit', 'export'],
  ['import', 'none'],
] as const)('%s of what is not there makes none, and nothing else', async (name, word) => {
  const { code, output } = await runProgram(
    name,
    { DATA_DIR: folder },
    word === 'out' ? join(folder, word) : word,
  );
  expect(code).toBe(1);
  expect(output).toMatch(
    name === 'import'
      ? /^\S* holds no export, or one that was broken off\.\n$/
      : /^[^\n]*Set DATA_DIR to the folder of the site\.\n$/,
  );
  expect(readdirSync(folder)).toEqual([]);
});

test('the doctor told of a site by a word does not examine another one', async () => {
  for (const word of ['https://chat.example.org', '--jsn']) {
    const { code, output } = await runProgram('doctor', { DATA_DIR: folder }, '--json', word);
    expect(code).toBe(1);
    expect(output).toMatch(/^It takes no other words than --json\. [^\n]*SITE=https:[^\n]*\n$/);
  }
});

test.each([
  ['backup', 'FILE'],
  ['restore', 'FILE [--force]'],
  ['export', 'FOLDER'],
  ['import', 'FOLDER'],
] as const)(
  '%s: an option that there is not, or half a name, is no name of a file',
  async (name, usage) => {
    for (const words of [['--help'], [join(folder, 'two'), 'words']]) {
      const { code, output } = await runProgram(name, { DATA_DIR: folder }, ...words);
      expect(code).toBe(1);
      expect(output).toMatch(/^Name [^\n]*\n$/);
      expect(output).toContain(`npm run ${name} -- ${usage}\n`);
      expect(readdirSync(folder)).toEqual([]);
    }
  },
);

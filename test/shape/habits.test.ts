import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT, type Source, sourcesIn } from './sources.ts';

const sources = sourcesIn('src');

function pathsOf(found: readonly Source[]): readonly string[] {
  return found.map(({ path }) => path);
}

test('the protocol is pure: no clock and no chance', () => {
  const impure = /\bDate\.now\b|\bMath\.random\b|\bnew Date\(\s*\)|\bperformance\b|\bcrypto\b/;
  const found = sources.filter(
    ({ path, text }) => path.startsWith('src/protocol/') && impure.test(text),
  );
  expect(pathsOf(found)).toEqual([]);
});

test('every source has its types checked: its folder is in a project', () => {
  const projects = readdirSync(ROOT).filter((name) => /^tsconfig\.\w+\.json$/.test(name));
  const folders = projects.flatMap((name): readonly string[] => {
    return JSON.parse(readFileSync(join(ROOT, name), 'utf8')).include ?? [];
  });
  const isChecked = ({ path }: Source) => folders.some((folder) => path.startsWith(`${folder}/`));
  expect(pathsOf(sources.filter((source) => !isChecked(source)))).toEqual([]);
});

test('the environment is read in one file of each program', () => {
  const found = sources.filter(({ text }) => /\bprocess\.env\b/.test(text));
  expect(pathsOf(found).toSorted()).toEqual(['src/demo/main.ts', 'src/server/config.ts']);
});

test('HTTP is served with one set of times: what may take long at one door is not cut at the next', () => {
  const serves = /import \{[^}]*\bcreateServer\b[^}]*\} from 'node:https?'/;
  const found = sources.filter(({ text }) => serves.test(text));
  expect(pathsOf(found)).toEqual(['src/server/edge/http-server.ts']);
});

test('a transaction asks one thing at a time: a connection of PostgreSQL takes no second question', () => {
  const found = sources.filter(
    ({ path, text }) =>
      /^src\/server\/(?:service|storage)\//.test(path) && text.includes('Promise.all'),
  );
  expect(pathsOf(found)).toEqual([]);
});

test('no file is called what could hold anything', () => {
  const vague = /^(?:index|utils?|helpers?|common|misc|shared)\.tsx?$/;
  const all = [...sources, ...sourcesIn('test')];
  expect(pathsOf(all.filter(({ path }) => vague.test(basename(path))))).toEqual([]);
});

test('names of files are in kebab case', () => {
  const kebab = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.(?:test|d|config))?\.tsx?$/;
  const all = [...sources, ...sourcesIn('test')];
  expect(pathsOf(all.filter(({ path }) => !kebab.test(basename(path))))).toEqual([]);
});

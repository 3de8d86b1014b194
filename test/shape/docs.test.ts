/** What README, ARCHITECTURE.md and docs/ name is there, and what an operator can set is named. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as limits from '../../src/protocol/limits.ts';
import { MAX_FILE, MAX_PIXELS, MAX_SIDE } from '../../src/server/media/pictures/limits.ts';
import { RATES } from '../../src/server/service/rates.ts';
import { ROOT } from './sources.ts';

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

const DOCS = ['README.md', 'ARCHITECTURE.md', 'docs/protocol.md'];

/** Files and folders of the repository; a folder ends with a slash. */
const there = ['.', 'bench', 'deploy', 'docs', 'public', 'scripts', 'src', 'test'].flatMap(
  (folder) =>
    readdirSync(join(ROOT, folder), { recursive: folder !== '.', withFileTypes: true }).map(
      (entry) =>
        `${join(entry.parentPath, entry.name).slice(ROOT.length)}${entry.isDirectory() ? '/' : ''}`,
    ),
);

const FILE = /^[\w./-]+\.(?:tsx?|m?js|css|html|md|json|env|service)$/;
const FOLDER = /^(?:[\w-]+\/)+$/;

/** What stands for any name, is made by a build, or is a file in somebody's ZIP. */
const NOT_HERE =
  /NAME|VERB|^dist\/$|^(?:profile|channels|posts|notices|incidents|rulesAccepted|withheld|reports|appeals|removed|appointedFor)\.json$/;

test.each(DOCS)('every file and folder that %s names is there', (doc) => {
  const named = [...read(doc).matchAll(/`([^`\n]+)`/g)].map(([, name = '']) => name);
  const missing = named.filter(
    (name) =>
      (FILE.test(name) || FOLDER.test(name)) &&
      !NOT_HERE.test(name) &&
      !there.some((path) => `/${path}`.endsWith(`/${name}`)),
  );
  expect(missing).toEqual([]);
});

/** Links within the repository, and to headings of a page. */
test.each(DOCS)('every link in %s leads somewhere', (doc) => {
  const headings = (path: string) =>
    [...read(path).matchAll(/^#+ (.*)$/gm)].map(([, words = '']) =>
      words
        .toLowerCase()
        .replace(/[^\w -]/g, '')
        .replaceAll(' ', '-'),
    );
  const links = [...read(doc).matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)];
  const broken = links.filter(([, file = '', heading]) => {
    const path = file === '' ? doc : join(doc, '..', file);
    return !existsSync(join(ROOT, path)) || (heading && !headings(path).includes(heading));
  });
  expect(broken.map(([link]) => link)).toEqual([]);
});

test('the limits that docs/protocol.md tells other clients are those of the code', () => {
  const [, table = ''] = /\n### Limits\n([\s\S]*?)\n## /.exec(read('docs/protocol.md')) ?? [];
  const told = (of: string) => table.split('\n').find((row) => row.startsWith(`| ${of}`)) ?? '';
  const wanted: Readonly<Record<string, readonly number[]>> = {
    'a stanza': [limits.MAX_STANZA_BYTES, limits.MAX_DEPTH, limits.MAX_ELEMENTS],
    'a text': [limits.MAX_TEXT, limits.MAX_TITLE, limits.MAX_DESCRIPTION],
    requests: [RATES.request.burst, RATES.request.perSecond, limits.MAX_PAGE],
    posts: [RATES.publish.burst],
    'posts in one channel': [RATES.channel.burst, RATES.channel.perSecond],
    'other changes': [RATES.manage.burst],
    '`recent-items`': [RATES.survey.burst],
    'directed presence': [RATES.presence.burst],
    'reports of something broken': [RATES.report.burst, RATES.complain.burst],
    'a picture': [MAX_FILE / 2 ** 20, MAX_PIXELS / 1e6, MAX_SIDE],
  };
  for (const [of, numbers] of Object.entries(wanted)) {
    const said = (told(of).match(/\d[\d,]*/g) ?? []).map((text) =>
      Number(text.replaceAll(',', '')),
    );
    expect(said, of).toEqual(expect.arrayContaining([...numbers]));
  }
});

/** As the code reads them, for tests alone those that nobody sets on a site. */
const settings = ['src/server/config.ts', 'src/server/incident-settings.ts']
  .flatMap((path) => [...read(path).matchAll(/\bread(?:<[^(]*>)?\(\s*'([A-Z_]+)'/g)])
  .map(([, name = '']) => name);
const FOR_TESTS = ['LIMITS', 'FAIL_AT'];

test('the README has a row for each setting, and for no other', () => {
  const [, table = ''] = /\n## Settings\n([\s\S]*?)\n## /.exec(read('README.md')) ?? [];
  const cells = [...table.matchAll(/^\| (`[^|]*?) *\|/gm)].map(([, cell = '']) => cell);
  const rows = cells.flatMap((cell) => [...cell.matchAll(/`([A-Z_]+)`/g)]).map(([, name]) => name);
  expect(rows.toSorted()).toEqual(settings.toSorted());
});

test('so does deploy/example.env, but for what only tests set', () => {
  const set = [...read('deploy/example.env').matchAll(/^#?([A-Z_]+)=/gm)].map(([, name]) => name);
  const wanted = settings.filter((name) => !FOR_TESTS.includes(name));
  expect([...new Set(set)].toSorted()).toEqual(wanted.toSorted());
});

test('each npm run of the README is one', () => {
  const scripts = Object.keys(JSON.parse(read('package.json')).scripts);
  const named = [...read('README.md').matchAll(/npm run (?:-s )?(\w+)/g)].map(([, name]) => name);
  expect(named.filter((name) => !scripts.includes(name as string))).toEqual([]);
});

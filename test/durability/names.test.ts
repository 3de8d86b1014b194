import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { pathsIn } from '../../src/server/xmpp-server/paths.ts';

const WRITER = fileURLToPath(new URL('names-writer.ts', import.meta.url));

let parent: string;
let dataDir: string;

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'wifi-chat-names-'));
  onTestFinished(() => rmSync(parent, { recursive: true }));
  dataDir = join(parent, 'data');
  const { state, database } = pathsIn(dataDir);
  mkdirSync(dirname(state), { recursive: true });
  writeFileSync(state, '{}');
  for (const path of [database, join(dataDir, 'channels.sqlite')]) {
    new Sqlite(path).exec('CREATE TABLE t (x)').close();
  }
});

/** What the writer renamed to which name, and the files and folders that it synced, in order. */
function traced(...args: string[]): string[] {
  const trace = join(parent, 'trace');
  const writer = [process.execPath, '--import', 'tsx', WRITER, ...args];
  const calls = ['-f', '-y', '--seccomp-bpf', '-e', 'trace=rename,fsync', '-o', trace];
  execFileSync('strace', [...calls, ...writer]);
  return readFileSync(trace, 'utf8')
    .split('\n')
    .map((line) => /rename\(.*, "(.*)"|fsync\(\d+<(.*)>/.exec(line))
    .flatMap((found) => (found?.[1] ? `renamed ${found[1]}` : found ? `synced ${found[2]}` : []));
}

test('a backup has its name on the disk before anybody is told of it', () => {
  const file = join(parent, 'backups', 'site.tar.gz');
  mkdirSync(dirname(file));
  expect(traced('backup', dataDir, file).slice(-2)).toEqual([
    `renamed ${file}`,
    `synced ${dirname(file)}`,
  ]);
});

test('a picture has its name on the disk, also where one who was killed has written it before', () => {
  const name = createHash('sha256').update('a picture').digest('hex');
  const media = join(dataDir, 'media');
  const folder = join(media, name.slice(0, 2));
  const synced = [`synced ${folder}`, `synced ${media}`];
  expect(traced('put', dataDir).slice(-3)).toEqual([`renamed ${join(folder, name)}`, ...synced]);
  expect(traced('put', dataDir)).toEqual(synced);
});

test('a backup holds pictures that are on a disk of their own, too', () => {
  const other = mkdtempSync('/dev/shm/wifi-chat-');
  onTestFinished(() => rmSync(other, { recursive: true }));
  symlinkSync(other, join(dataDir, 'media'));
  traced('put', dataDir);
  const file = join(parent, 'site.tar.gz');
  traced('backup', dataDir, file);
  const held = execFileSync('tar', ['-tzf', file], { encoding: 'utf8' });
  expect(held).toMatch(/media\/[0-9a-f]{2}\/[0-9a-f]{64}\n/);
});

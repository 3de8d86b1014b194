import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { reach } from '../harness/reach.ts';

const POINTS = reach(1_000);
/** Each acknowledgement is a point at which the power can go. */
const POSTS = Math.max(200, POINTS);
const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** Only what was written before the last fsync is sure to be there; the rest may be, in part. */
test(`F3: power cut at ${POINTS} moments: every acknowledged post is on the disk`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'wifi-chat-power-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'channels.sqlite');
  const trace = join(folder, 'trace');
  const writer = [process.execPath, '--import', 'tsx', here('power-cut-writer.ts')];
  // Twice: `synchronous` falls back to NORMAL on the second opening of a WAL file unless it is set.
  execFileSync(writer[0] as string, [...writer.slice(1), file, '0']);
  const calls = 'trace=pwrite64,write,fdatasync,fsync,ftruncate';
  const strace = ['-f', '-xx', '-s', '70000', '-y', '-e', calls, '-o', trace];
  const seed = join(folder, 'seed.sqlite');
  execFileSync('cp', [file, seed]);
  execFileSync('strace', [...strace, ...writer, file, String(POSTS)]);
  const query = ['select id from items', 'id{}'];
  const replay = [here('powercut-replay.py'), trace, file, String(POINTS), ...query, seed];
  const said = execFileSync('python3', replay, { encoding: 'utf8' });
  process.stdout.write(said);
  expect(said).toContain('losing acked rows 0,');
  expect(said).toContain('corrupt 0');
  expect(said).toMatch(new RegExp(`^acks ${POSTS} `));
}, 600_000);

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { reach } from '../harness/reach.ts';

const TIMES = reach(50, 10);
const POSTS = 60;
const writer = fileURLToPath(new URL('./power-cut-writer.ts', import.meta.url));

/** After a failed fsync nobody knows what is on the disk; SQLite itself would go on acknowledging. */
test(`F4: ${TIMES} times fsync fails: the process ends, and nothing it acknowledged is missing`, () => {
  for (let time = 0; time < TIMES; time += 1) {
    const folder = mkdtempSync(join(tmpdir(), 'wifi-chat-eio-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const file = join(folder, 'channels.sqlite');
    const node = [process.execPath, '--import', 'tsx', writer, file];
    spawnSync(node[0] as string, [...node.slice(1), '0']);
    const failing = `inject=fdatasync,fsync:error=EIO:when=${5 + time}+`;
    const strace = ['-f', '-o', '/dev/null', '-e', 'trace=fdatasync,fsync', '-e', failing];
    const ended = spawnSync('strace', [...strace, ...node, String(POSTS)], { encoding: 'utf8' });
    expect(ended.status, ended.stderr).toBe(74);
    expect(ended.stderr).toContain('disk failed');
    const acknowledged = [...ended.stdout.matchAll(/^ACK (\d+)$/gm)].map(([, n]) => `id${n}`);
    expect(acknowledged.length).toBeLessThan(POSTS);
    const after = new Sqlite(file);
    const kept = after.prepare('SELECT id FROM items ORDER BY seq').pluck().all();
    expect(kept.slice(0, acknowledged.length)).toEqual(acknowledged);
    after.close();
  }
}, 300_000);

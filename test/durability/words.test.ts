import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { search } from '../../src/server/service/search.ts';
import { openSqlite } from '../../src/server/storage/sqlite.ts';
import { reach } from '../harness/reach.ts';
import { ADMIN, serviceContext } from './service-context.ts';

const KILLS = reach(200);
const MOST_POSTS = 60;
const writer = fileURLToPath(new URL('./words-writer.ts', import.meta.url));

/** Runs the writer until so many posts are acknowledged, and kills it some moment later. */
async function writeAndKill(file: string, posts: number): Promise<number> {
  const child = spawn(process.execPath, ['--import', 'tsx', writer, file]);
  let acknowledged = 0;
  createInterface(child.stdout).on('line', () => {
    acknowledged += 1;
    if (acknowledged === posts) setTimeout(() => child.kill('SIGKILL'), Math.random() * 5);
  });
  await new Promise((resolve) => child.once('close', resolve));
  return acknowledged;
}

test(`${KILLS} kills while words are indexed: each acknowledged post is found, once`, async () => {
  for (let kill = 0; kill < KILLS; kill += 1) {
    const folder = mkdtempSync(join(tmpdir(), 'wifi-chat-words-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const file = join(folder, 'channels.sqlite');
    const acknowledged = await writeAndKill(file, 1 + Math.floor(Math.random() * MOST_POSTS));
    const database = openSqlite(file);
    const ctx = serviceContext(database);
    for (let n = 0; n < acknowledged; n += 1) {
      const wanted = { content: `word${n}x`, author: null, page: 1, perPage: 10 };
      const { items } = await search(ctx, ADMIN, wanted);
      expect(items.map(({ id }) => id)).toEqual([`id${n}`]);
    }
    await database.close();
  }
}, 300_000);

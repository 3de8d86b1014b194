import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import Sqlite from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { ensureDefaultChannels } from '../../src/server/service/default-channels.ts';
import { readItems } from '../../src/server/service/read-items.ts';
import { StorageError } from '../../src/server/storage/database.ts';
import { openSqlite } from '../../src/server/storage/sqlite.ts';
import { IS_MEASURED, reach } from '../harness/reach.ts';
import { ADMIN, NODE, publishOne, serviceContext } from './service-context.ts';

/** Milliseconds for which another process holds the database at least; a write has patience for 5 s. */
const HELD = reach(30_000);
test(`F5: another process locks the database for ${HELD / 1_000} s: readers go on, writers are told to wait, nothing is lost`, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'wifi-chat-lock-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'channels.sqlite');
  const ctx = serviceContext(openSqlite(file));
  await ensureDefaultChannels(ctx);
  const send = (id: string) => publishOne(ctx, { id, title: '', text: 'x', parent: null });
  await send('before');

  const other = new Sqlite(file);
  other.exec('BEGIN IMMEDIATE');
  const stalls = monitorEventLoopDelay({ resolution: 10 });
  stalls.enable();
  let refused = 0;
  for (const end = performance.now() + HELD; performance.now() < end; refused += 1) {
    const waiting = send('meanwhile').catch((error: unknown) => error);
    const { rows } = await readItems(ctx, ADMIN, NODE, {}, true);
    expect(rows.map((row) => row.id)).toEqual(['before']);
    const outcome = await waiting;
    expect(outcome).toBeInstanceOf(StorageError);
    expect((outcome as StorageError).code).toBe('busy');
  }
  stalls.disable();
  const longest = stalls.max / 1e6;
  process.stdout.write(`${refused} told to wait; longest stall ${longest.toFixed(0)} ms\n`);
  if (IS_MEASURED) expect(longest).toBeLessThan(200);
  other.exec('COMMIT');
  other.close();

  expect((await send('meanwhile')).id).toBe('meanwhile');
  await ctx.database.close();
}, 120_000);

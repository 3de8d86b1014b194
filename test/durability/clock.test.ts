import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { catchUp } from '../../src/server/service/catch-up.ts';
import { ensureDefaultChannels } from '../../src/server/service/default-channels.ts';
import { readItems } from '../../src/server/service/read-items.ts';
import { openSqlite } from '../../src/server/storage/sqlite.ts';
import { ADMIN, NODE, publishOne, serviceContext } from './service-context.ts';

const YEAR = 365 * 24 * 3_600_000;
const JUMPS = 20;

test(`F6: the clock jumps by a year, ${JUMPS} times, back and forth: order and catch-up stay right`, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'wifi-chat-clock-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  let clock = Date.parse('2026-01-01T00:00:00Z');
  const database = openSqlite(join(folder, 'channels.sqlite'));
  const ctx = serviceContext(database, () => new Date(clock).toISOString());
  await ensureDefaultChannels(ctx);
  const sent: string[] = [];
  let cursor = '0';
  for (let jump = 0; jump < JUMPS; jump += 1) {
    clock += jump % 2 === 0 ? -YEAR : YEAR;
    const draft = { id: `p${jump}`, title: '', text: 'x', parent: null };
    sent.push((await publishOne(ctx, draft)).id);
    const { changes, info } = await catchUp(ctx, ADMIN, undefined, { after: cursor });
    expect(changes.map(({ change }) => change.kind === 'published' && change.item.id)).toEqual([
      `p${jump}`,
    ]);
    cursor = info.last as string;
  }
  const { rows } = await readItems(ctx, ADMIN, NODE, {}, true);
  expect(rows.map((row) => row.id).reverse()).toEqual(sent);
  await database.close();
});

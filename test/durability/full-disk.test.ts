import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ensureDefaultChannels } from '../../src/server/service/default-channels.ts';
import { readItems } from '../../src/server/service/read-items.ts';
import { StorageError } from '../../src/server/storage/database.ts';
import { openSqlite } from '../../src/server/storage/sqlite.ts';
import { reach } from '../harness/reach.ts';
import { ADMIN, NODE, publishOne, serviceContext } from './service-context.ts';

const TIMES = reach(50, 10);
const canMount = process.getuid?.() === 0;

test.runIf(canMount)(
  `F4: ${TIMES} times the disk is full: nothing is acknowledged that is not there, and it heals`,
  async () => {
    for (let time = 0; time < TIMES; time += 1) {
      const folder = mkdtempSync(join(tmpdir(), 'wifi-chat-full-'));
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', folder]);
      const database = openSqlite(join(folder, 'channels.sqlite'));
      onTestFinished(() => {
        execFileSync('umount', [folder]);
        rmSync(folder, { recursive: true, force: true });
      });
      const ctx = serviceContext(database);
      await ensureDefaultChannels(ctx);
      const filler = join(folder, 'filler');
      execFileSync('dd', [
        'if=/dev/zero',
        `of=${filler}`,
        'bs=1k',
        `count=${1_500 + time * 20}`,
        'status=none',
      ]);
      const acknowledged: string[] = [];
      const send = (id: string) =>
        publishOne(ctx, { id, title: '', text: 'x'.repeat(4_000), parent: null });
      let refused: unknown;
      for (let n = 0; refused === undefined && n < 2_000; n += 1) {
        try {
          acknowledged.push((await send(`p${n}`)).id);
        } catch (error) {
          refused = error;
        }
      }
      expect(refused).toBeInstanceOf(StorageError);
      expect((refused as StorageError).code).toBe('full');
      rmSync(filler);
      acknowledged.push((await send('after')).id);
      const found: string[] = [];
      for (let after: string | undefined; ; after = found.at(-1)) {
        const { rows } = await readItems(ctx, ADMIN, NODE, { max: 100, after }, true);
        if (rows.length === 0) break;
        found.push(...rows.map((row) => row.id));
      }
      expect(found.reverse()).toEqual(acknowledged);
      await database.close();
    }
  },
  300_000,
);

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { ensureDefaultChannels } from '../../src/server/service/default-channels.ts';
import { publish } from '../../src/server/service/publish.ts';
import { dueDeliveries } from '../../src/server/storage/incident-deliveries.ts';
import { stepsFrom } from '../../src/server/storage/migrate.ts';
import { openSqlite } from '../../src/server/storage/sqlite.ts';
import { reach } from '../harness/reach.ts';
import { ADMIN, NODE, serviceContext } from './service-context.ts';

const TIMES = reach(50);
const runner = fileURLToPath(new URL('./migration-runner.ts', import.meta.url));

/** Opens the file in a process of its own and kills it after so many milliseconds of opening. */
async function openAndKill(file: string, after: number): Promise<void> {
  const process_ = spawn(process.execPath, ['--import', 'tsx', runner, file]);
  const ended = new Promise((resolve) => process_.once('close', resolve));
  process_.stdout.once('data', () => setTimeout(() => process_.kill('SIGKILL'), after));
  await ended;
}

/** A file as the version with that schema left it. */
function oldFile(schema: number): { readonly file: string; readonly old: Sqlite.Database } {
  const folder = mkdtempSync(join(tmpdir(), 'wifi-chat-schema-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'channels.sqlite');
  const old = new Sqlite(file);
  old.pragma('journal_mode = WAL');
  for (const { sql, version } of stepsFrom(0, 'sqlite').slice(0, schema)) {
    old.exec(sql);
    old.pragma(`user_version = ${version}`);
  }
  return { file, old };
}

const versions = stepsFrom(0, 'sqlite').map((step) => step.version);

test.each(versions.map((_, index) => index))(
  `F8: from schema %i, killed at ${TIMES} moments: old or new, never between, and nothing is lost`,
  async (from) => {
    for (let time = 0; time < TIMES; time += 1) {
      const { file, old } = oldFile(from);
      if (from > 0) {
        old.exec("INSERT INTO sessions VALUES ('a@b/c', 'a@b', '2026')");
      }
      old.close();
      await openAndKill(file, (from + time) % 12);
      const between = new Sqlite(file);
      const version = between.pragma('user_version', { simple: true }) as number;
      expect([0, ...versions]).toContain(version);
      expect(between.pragma('integrity_check', { simple: true })).toBe('ok');
      between.close();
      const database = openSqlite(file);
      const ctx = serviceContext(database);
      await ensureDefaultChannels(ctx);
      await publish(ctx, ADMIN, NODE, () => ({ id: 'p', title: '', text: 'x', parent: null }));
      const kept = await database.read((reader) => reader.all('SELECT full_jid FROM sessions'));
      expect(kept).toHaveLength(from > 0 ? 1 : 0);
      await database.close();
    }
  },
  300_000,
);

test('what was to be sent on still is, and its table has no column that nothing uses', async () => {
  const { file, old } = oldFile(28);
  old.exec(`
    INSERT INTO incidents VALUES (1, 'WC-1', 'i', 'a@b', 'water', 'Dry', 'Here', '', '', 0, NULL, 'new', '2026', '2026', 0);
    INSERT INTO incident_deliveries VALUES (1, 1, 'mail', 'depot@example.org', 2, '2026', '');
  `);
  old.close();
  const database = openSqlite(file);
  const due = await database.read((reader) =>
    dueDeliveries(reader, ['mail'], { now: '2027', latest: '2028' }, 9),
  );
  const delivery = { rowId: 1, incident: 'WC-1', way: 'mail', recipient: 'depot@example.org' };
  expect(due).toEqual([{ ...delivery, tries: 2, due: '2026' }]);
  const [row = {}] = await database.read((reader) =>
    reader.all('SELECT * FROM incident_deliveries'),
  );
  expect(Object.keys(row as object)).toHaveLength(Object.keys(due[0] ?? {}).length);
  await database.close();
});

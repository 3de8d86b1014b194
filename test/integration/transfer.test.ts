import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createPostgresDatabase } from '../harness/postgres-database.ts';
import { runProgram } from '../harness/run-program.ts';
import { type Site, startSite } from '../harness/site.ts';
import { readEverything, Writers } from './writers.ts';

let folder: string;
let site: Site;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wifi-chat-'));
  site = await startSite();
});

afterAll(async () => {
  await site.stop();
  rmSync(folder, { recursive: true });
});

test('channels move from SQLite to PostgreSQL, exported while people write', async () => {
  const writers = await Writers.join(site, 3);
  writers.start();
  await delay(300);
  const before = new Map(writers.acknowledged);
  const target = join(folder, 'export');
  const exported = await runProgram('export', { DATA_DIR: site.dataDir }, target);
  await writers.stop();
  expect(exported.output).toMatch(/^Exported 4 channels with \d+ posts to /);

  const refused = await runProgram('import', { DATA_DIR: site.dataDir }, target);
  expect(refused).toEqual({
    code: 1,
    output: expect.stringMatching(/^Another WiFi Chat is running on .* Stop it first/),
  });

  const database = await createPostgresDatabase(inject('postgres'));
  const env = { DATA_DIR: mkdtempSync(join(folder, 'data-')), DATABASE_URL: database };
  const imported = await runProgram('import', env, target);
  expect(imported.output).toMatch(/^Imported 4 channels; \d+ posts are new/);
  expect(imported.code).toBe(0);

  const second = await startSite({ env });
  const stored = await readEverything(second, `welcome@topics.${second.domain}`);
  const lost = [...before].filter(([id, text]) => stored.get(id)?.text !== text);
  expect(lost).toEqual([]);
  const order = [...stored.values()].map(({ seq }) => seq);
  expect(order).toEqual([...order].sort((a, b) => b - a));

  const elsewhere = { ...env, DATA_DIR: mkdtempSync(join(folder, 'data-')) };
  expect((await runProgram('import', elsewhere, target)).output).toMatch(
    /^A site is running on the database that DATABASE_URL names\. Stop it first\./,
  );
  await second.stop();
});

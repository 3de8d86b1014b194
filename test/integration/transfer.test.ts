import { cpSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { publishRequest, retractRequest } from '../../src/protocol/pubsub.ts';
import { createPostgresDatabase } from '../harness/postgres-database.ts';
import { runProgram } from '../harness/run-program.ts';
import { Scriptless } from '../harness/scriptless.ts';
import { type Site, startSite } from '../harness/site.ts';
import { MediaPerson } from './media-people.ts';
import { plain } from './pictures.ts';
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

test('pictures go with their channels, and none comes back that was removed', async () => {
  const anna = await MediaPerson.join(site, 'anna');
  const welcome = `welcome@topics.${site.domain}`;
  const channels = `channels.${site.domain}`;
  await anna.put(await plain(), { avatar: true });
  for (const id of ['kept', 'removed']) {
    await anna.put(await plain(id === 'kept' ? '#3c3' : '#33c'), { channel: welcome, id });
    const post = { id, text: id, photos: [{ id, alt: 'A colour' }] };
    await anna.client.request('set', channels, publishRequest(welcome, post));
  }
  const target = join(folder, 'with-pictures');
  const exported = await runProgram('export', { DATA_DIR: site.dataDir }, target);
  expect(exported.output).toMatch(/posts and 3 pictures to /);
  const shown = (at: Site, path: string) => fetch(`${at.url}/media/${path}`);
  const before = await (await shown(site, `${welcome}/kept`)).arrayBuffer();
  // Exported with it, removed afterwards: brought in here, it stays removed.
  await anna.client.request('set', channels, retractRequest(welcome, 'removed'));
  await anna.client.close();
  await site.kill('SIGTERM');
  const again = await runProgram('import', { DATA_DIR: site.dataDir }, target);
  expect(again.code).toBe(0);

  const env = { DATA_DIR: mkdtempSync(join(folder, 'data-')) };
  expect((await runProgram('import', env, target)).code).toBe(0);
  const second = await startSite({ env });
  await site.start();
  const after = await shown(second, `${welcome}/kept`);
  expect(Buffer.from(await after.arrayBuffer())).toEqual(Buffer.from(before));
  expect((await shown(second, `${anna.jid}/avatar`)).status).toBe(200);
  expect((await shown(site, `${welcome}/removed`)).status).toBe(404);
  // The post shows it, and takes it along when it goes.
  const page = new Scriptless(second.url);
  expect((await page.open(`/channel/${welcome}/kept`)).html).toContain('alt="A colour"');
  await second.stop();
});

test('channels move from SQLite to PostgreSQL, exported while people write', async () => {
  const writers = await Writers.join(site, 3);
  writers.start();
  await writers.wrote(10);
  const before = new Map(writers.acknowledged);
  const target = join(folder, 'export');
  const exported = await runProgram('export', { DATA_DIR: site.dataDir }, target);
  await writers.stop();
  expect(exported.output).toMatch(/^Exported \d+ channels with \d+ posts and \d+ pictures to /);
  const notes = join(folder, 'notes.txt');
  writeFileSync(notes, 'Mine.');
  expect(await runProgram('export', { DATA_DIR: site.dataDir }, notes)).toEqual({
    code: 1,
    output: expect.stringMatching(/^Name another file or folder \(EEXIST.*notes\.txt'\)\.\n$/),
  });
  expect(await runProgram('export', { DATA_DIR: site.dataDir }, '/proc/nowhere')).toEqual({
    code: 1,
    output: expect.stringMatching(
      /^The folder \/proc\/nowhere cannot be made \([^\n]*\)\.[^\n]*\n$/,
    ),
  });
  const cut = join(folder, 'cut');
  cpSync(target, cut, { recursive: true });
  const [of = ''] = readdirSync(join(cut, 'channels'));
  truncateSync(join(cut, 'channels', of, 'channel.json'), 20);
  expect(await runProgram('import', { DATA_DIR: mkdtempSync(join(folder, 'data-')) }, cut)).toEqual(
    {
      code: 1,
      output: expect.stringMatching(
        /channel\.json cannot be read \(.*\)\. Export the channels again\.\n$/,
      ),
    },
  );

  const refused = await runProgram('import', { DATA_DIR: site.dataDir }, target);
  expect(refused).toEqual({
    code: 1,
    output: expect.stringMatching(/^Another WiFi Chat is running on .* Stop it first/),
  });

  const database = await createPostgresDatabase(inject('postgres'));
  const env = { DATA_DIR: mkdtempSync(join(folder, 'data-')), DATABASE_URL: database };
  const imported = await runProgram('import', env, target);
  expect(imported.output).toMatch(/^Imported \d+ channels; \d+ posts are new/);
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

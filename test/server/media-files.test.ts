import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { Files } from '../../src/server/media/files.ts';
import { openMedia } from '../../src/server/media/media.ts';
import type { Database } from '../../src/server/storage/database.ts';
import { openDatabase } from '../../src/server/storage/open.ts';
import { serviceContext } from '../durability/service-context.ts';
import { eventually } from '../harness/eventually.ts';

const LONG_AGO = new Date(0);
const never = async () => false;

let folder: string;
let files: Files;

beforeEach(() => {
  const parent = mkdtempSync(join(tmpdir(), 'wifi-chat-'));
  onTestFinished(() => rmSync(parent, { recursive: true }));
  folder = join(parent, 'media');
  files = new Files(folder);
});

/** The path of a content that nothing uses, since long ago. */
async function leaveBehind(content: string): Promise<string> {
  const name = await files.put(Buffer.from(content));
  files.release([name]);
  utimesSync(files.pathOf(name), LONG_AGO, LONG_AGO);
  return files.pathOf(name);
}

test('a sweep passes over what is no content, and takes all that nothing uses', async () => {
  const left = await Promise.all(['one', 'two', 'three'].map(leaveBehind));
  for (const path of left) writeFileSync(join(dirname(path), 'note'), 'not ours');
  await files.sweep(never, new AbortController().signal);
  expect(left.filter((path) => existsSync(path))).toEqual([]);
});

test('what is removed while a sweep goes on does not end it', async () => {
  const left = await Promise.all(Array.from({ length: 20 }, (_, n) => leaveBehind(`${n}`)));
  await files.sweep(async () => {
    for (const path of left) rmSync(path, { force: true });
    return false;
  }, new AbortController().signal);
  expect(left.filter((path) => existsSync(path))).toEqual([]);
});

test('a start does not wait for the sweep, and an end does', async () => {
  const left = await Promise.all(['one', 'two'].map(leaveBehind));
  const database = await openDatabase(join(dirname(folder), 'channels.sqlite'));
  let goOn: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  let asked = 0;
  const read: Database['read'] = async (work) => {
    asked += 1;
    await held;
    return database.read(work);
  };
  const failures: string[] = [];
  const log = { error: (name: string) => failures.push(name) };
  const media = await openMedia({
    ctx: serviceContext({ read, write: (work) => database.write(work), close: database.close }),
    ...{ folder, painter: '', endpoint: '', quota: { site: 1, person: 1 } },
    ...{ send: () => undefined, log: log as never },
  });
  await eventually(() => asked === 1);
  const stopped = media.stop();
  goOn();
  await stopped;
  await database.close();
  // The one that it was at; what is left is for the next start.
  expect(left.filter((path) => existsSync(path))).toHaveLength(1);
  expect(failures).toEqual([]);
});

test('what is put up while the same is dropped stays, though it was asked for before the database knew it', async () => {
  const name = await files.put(Buffer.from('a picture'));
  let isHeld = true;
  const release = () => {
    if (isHeld) files.release([name]);
    isHeld = false;
  };
  await files.drop([name], async () => {
    // Committed after it was read that nobody uses it, and before that was answered.
    release();
    return false;
  });
  expect(existsSync(files.pathOf(name))).toBe(true);
  release();
  await files.drop([name], never);
  expect(existsSync(files.pathOf(name))).toBe(false);
});

import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Downloads } from '../../src/server/media/downloads.ts';
import { Files } from '../../src/server/media/files.ts';
import type { HttpError } from '../../src/server/media/http-error.ts';
import { answerMedia, type Media } from '../../src/server/media/routes.ts';
import { sendOwnData } from '../../src/server/media/send-own-data.ts';
import type { Studio } from '../../src/server/media/studio.ts';
import type { Database } from '../../src/server/storage/database.ts';
import { openDatabase } from '../../src/server/storage/open.ts';
import { ADMIN, serviceContext } from '../durability/service-context.ts';

test('a database that goes away at whatever point of a download ends that download alone', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'wifi-chat-'));
  const whole = await openDatabase(join(folder, 'channels.sqlite'));
  let left = 0;
  const read: Database['read'] = async (work) => {
    left -= 1;
    if (left < 0) throw new Error('away');
    return whole.read(work);
  };
  const ctx = serviceContext({ read, write: (work) => whole.write(work), close: whole.close });
  const studio = { ctx, files: new Files(join(folder, 'media')) } as Studio;
  let failures = 0;
  const server = createServer((_, response) => {
    sendOwnData(studio, ADMIN, response).catch(() => {
      failures += 1;
      response.destroy();
    });
  }).listen(0);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let isWhole = false;
  for (let reads = 0; !isWhole; reads += 1) {
    left = reads;
    const ends = await fetch(url)
      .then((answer) => answer.arrayBuffer())
      .catch(() => null);
    isWhole = ends !== null;
    expect(failures).toBe(isWhole ? reads : reads + 1);
  }
  // The facts, the pictures, the posts.
  expect(failures).toBeGreaterThan(5);
  server.close();
  await whole.close();
  rmSync(folder, { recursive: true });
});

test('to one person it is sent twice at once, and again when one of them is over', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'wifi-chat-'));
  const whole = await openDatabase(join(folder, 'channels.sqlite'));
  let goOn: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const read: Database['read'] = (work) => held.then(() => whole.read(work));
  const ctx = serviceContext({ read, write: (work) => whole.write(work), close: whole.close });
  const studio = { ctx, files: new Files(join(folder, 'media')) } as Studio;
  const downloads = new Downloads();
  const token = downloads.open(ADMIN);
  let came = 0;
  const server = createServer((request, response) => {
    answerMedia({ studio, downloads } as Media, request, response, `/data/${token}`).catch(
      ({ status, headers }: HttpError) => response.writeHead(status, headers).end(),
    );
    came += 1;
    if (came === 3) goOn();
  }).listen(0);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const ask = async (method: string) => {
    const answer = await fetch(url, { method });
    await answer.arrayBuffer();
    return answer;
  };
  const asked = await Promise.all(['GET', 'HEAD', 'GET'].map(ask));
  const refused = asked.filter(({ status }) => status !== 200);
  expect(refused.map(({ status }) => status)).toEqual([503]);
  expect(refused[0]?.headers.get('retry-after')).toBe('5');
  expect((await ask('GET')).status).toBe(200);
  server.close();
  await whole.close();
  rmSync(folder, { recursive: true });
});

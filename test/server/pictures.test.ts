import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { HttpError } from '../../src/server/media/http-error.ts';
import { Pictures } from '../../src/server/media/pictures/pictures.ts';
import { RefusedPicture } from '../../src/server/media/pictures/refused-picture.ts';
import { eventually } from '../harness/eventually.ts';

let program: string;
let pictures: Pictures;

beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'wifi-chat-'));
  // A picture takes it for ever.
  program = join(folder, 'painter.mjs');
  writeFileSync(program, 'setInterval(() => undefined, 1_000)');
  pictures = new Pictures(program);
  onTestFinished(() => {
    pictures.stop();
    rmSync(folder, { recursive: true });
  });
});

/** What becomes of a picture. */
const fate = () => pictures.make('photo.jpg', 'photo').catch((error: Error) => error);
const painter = () => Number(spawnSync('pgrep', ['-f', program]).stdout);

test('a site that ends says of no picture that it is broken: it can be sent again', async () => {
  const underWay = fate();
  const waiting = fate();
  await eventually(() => painter() > 0);
  pictures.stop();
  for (const one of [underWay, waiting, fate()]) {
    expect(await one).toBeInstanceOf(HttpError);
    expect(await one).toMatchObject({ status: 503 });
  }
  expect(painter(), 'none is begun anew').toBe(0);
});

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  'nor where %s ends all of its processes',
  async (signal) => {
    const underWay = fate();
    await eventually(() => painter() > 0);
    process.kill(painter(), signal);
    expect(await underWay).toMatchObject({ status: 503 });
  },
);

test('a picture that has the kernel end the painter is broken', async () => {
  const underWay = fate();
  await eventually(() => painter() > 0);
  process.kill(painter(), 'SIGKILL');
  expect(await underWay).toBeInstanceOf(RefusedPicture);
});

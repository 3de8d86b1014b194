import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { answerPicture } from '../../src/server/media/answers.ts';

test('a picture that is gone is not there; one that cannot be read is a failure, which the log has to tell', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'wifi-chat-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  // Whoever may read everything cannot read this.
  symlinkSync('loop', join(folder, 'loop'));
  const failures: unknown[] = [];
  const file = { type: 'image/jpeg', width: 1, height: 1, bytes: 1, sha256: '' };
  const server = createServer((request, response) => {
    const path = join(folder, request.url ?? '');
    answerPicture(request, response, { path, file, isPublic: true, changes: false }).catch(
      (error) => {
        failures.push(error.status ?? error.code);
        response.end();
      },
    );
  }).listen(0);
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  for (const name of ['gone', 'loop']) await fetch(`http://127.0.0.1:${port}/${name}`);
  expect(failures).toEqual([404, 'ELOOP']);
});

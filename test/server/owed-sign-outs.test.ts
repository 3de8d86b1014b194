import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { OwedSignOuts } from '../../src/server/pages/session/owed-sign-outs.ts';
import { KEY_BYTES, Seal } from '../../src/server/pages/session/seal.ts';
import { eventually } from '../harness/eventually.ts';

function newFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'wifi-chat-owed-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, 'owed');
}

test('who signs out while the disk is full is out, and is written down once there is room', async () => {
  const file = newFile();
  const failures: unknown[] = [];
  const open = () => {
    const owed = new OwedSignOuts({
      ...{ file, seal: new Seal(Buffer.alloc(KEY_BYTES)) },
      revoke: () => Promise.reject(new Error('away')),
      onFailure: (error) => failures.push(error),
    });
    onTestFinished(() => owed.stop());
    return owed;
  };
  const first = open();
  symlinkSync('/dev/full', file);
  const ticket = { username: 'thandi', device: 'd1', token: 't' };
  first.add(ticket);
  expect(first.has(ticket.device)).toBe(true);
  expect(failures).toMatchObject([{ code: 'ENOSPC' }]);
  rmSync(file);
  await eventually(() => open().has(ticket.device));
});

test('a disk that does not let go of the list ends nothing', async () => {
  const file = newFile();
  const failures: unknown[] = [];
  const owed = new OwedSignOuts({
    ...{ file, seal: new Seal(Buffer.alloc(KEY_BYTES)) },
    revoke: async () => undefined,
    onFailure: (error) => failures.push(error),
  });
  onTestFinished(() => owed.stop());
  const ticket = { username: 'thandi', device: 'd1', token: 't' };
  owed.add(ticket);
  rmSync(file);
  mkdirSync(file);
  await eventually(() => failures.length > 0);
  expect(failures).toMatchObject([{ code: 'ERR_FS_EISDIR' }]);
  expect(owed.has(ticket.device)).toBe(false);
});

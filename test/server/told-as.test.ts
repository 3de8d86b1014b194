import { expect, test } from 'vitest';
import { FatalError, toldAs } from '../../src/server/fatal-error.ts';
import { StorageError } from '../../src/server/storage/database.ts';
import { notOpened } from '../../src/server/storage/open.ts';

const failed = (code: string) => Object.assign(new Error(`${code}: it failed`), { code });

test('an operator reads a sentence of what can be mended, and the stack of what nobody foresaw', () => {
  expect(toldAs(new FatalError('Name a file.'))).toBe('Name a file.');
  expect(toldAs(failed('ENOSPC'))).toMatch(
    /^The disk is full\. Make room .*\(ENOSPC: it failed\)\.$/,
  );
  expect(toldAs(failed('EACCES'))).toMatch(
    /^This user may not do that\. .*\(EACCES: it failed\)\.$/,
  );
  expect(toldAs(failed('EISDIR'))).toBe('Name another file or folder (EISDIR: it failed).');
  expect(toldAs(new TypeError('x is not a function'))).toMatch(/x is not a function\n\s+at /);
});

test.each([
  ['', failed('ECONNREFUSED')],
  [' of a name with several addresses', new AggregateError([failed('ECONNREFUSED')])],
  [' of what may pass', new StorageError('busy', failed('ECONNREFUSED'))],
])('why a database cannot be had is said%s', (_, error) => {
  const { message } = notOpened('postgres://me:secret@localhost/none', error);
  expect(message).toMatch(/^The database cannot be opened: ECONNREFUSED: it failed\. See that/);
});

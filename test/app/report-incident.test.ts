import { expect, test } from 'vitest';
import type { Account } from '../../src/app/actions/device.ts';
import { reportIncident } from '../../src/app/actions/report-incident.ts';
import { readOutbox } from '../../src/app/store/read/outbox.ts';
import { MAX_ACCOUNT, MAX_WHERE, NO_REPORT } from '../../src/protocol/incident.ts';
import { MAX_DESCRIPTION } from '../../src/protocol/limits.ts';
import { freshStore } from './fresh-store.ts';

const REPORT = { ...NO_REPORT, text: 'No water.', where: 'Main Road' };
const long = (most: number) => 'é'.repeat(most + 1);

test.each([
  ['empty', { text: ' ' }],
  ['no-where', { where: ' ' }],
  ['too-long', { text: long(MAX_DESCRIPTION) }],
  ['long-where', { where: long(MAX_WHERE) }],
  ['long-account', { account: long(MAX_ACCOUNT) }],
] as const)('a report that is %s is told so, and kept nowhere', async (trouble, typed) => {
  const account = { store: freshStore() } as unknown as Account;
  const report = { ...REPORT, ...typed };
  expect(await reportIncident(account, 'home-water', report, undefined)).toBe(trouble);
  expect(await readOutbox(account.store)).toEqual([]);
});

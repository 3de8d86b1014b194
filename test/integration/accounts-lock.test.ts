import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, test } from 'vitest';
import { NodePhone } from '../harness/node-phone.ts';
import { type Site, startSite } from '../harness/site.ts';

let site: Site;
let phone: NodePhone;

beforeAll(async () => {
  site = await startSite();
  phone = new NodePhone('anna');
});

afterAll(async () => {
  phone?.stop();
  await site?.stop();
});

/** What an operator with `sqlite3` does in the midst of a change. */
function locked(): Database.Database {
  const database = new Database(join(site.dataDir, 'prosody/accounts.sqlite'));
  return database.exec('BEGIN IMMEDIATE');
}

test('who joins while another holds the accounts is refused in words, and then joins', async () => {
  const other = locked();
  await phone.join(site.url);
  await phone.is('refused');
  other.exec('ROLLBACK').close();
  await phone.join(site.url);
  await phone.settled();
});

test('a change of a moment is waited for', async () => {
  const other = locked();
  phone.account.stop();
  const second = new NodePhone('ben');
  await second.join(site.url);
  setTimeout(() => other.exec('ROLLBACK').close(), 100);
  await second.settled();
  second.stop();
});

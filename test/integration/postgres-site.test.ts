import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { publishRequest, registerRequest, topicsRequest } from '../../src/protocol/pubsub.ts';
import { type Element, serialize } from '../../src/protocol/xml.ts';
import { connect, type XmppClient } from '../../src/server/stream/client.ts';
import { eventually } from '../harness/eventually.ts';
import { freePort } from '../harness/free-port.ts';
import { createPostgresDatabase, queryPostgres } from '../harness/postgres-database.ts';
import { runProgram } from '../harness/run-program.ts';
import { Site, startSite } from '../harness/site.ts';

let database: string;
let site: Site;
let service: string;
let welcome: string;
const person = { username: 'thandi', password: 'secret-pass' };

beforeAll(async () => {
  database = await createPostgresDatabase(inject('postgres'));
  site = await startSite({ env: { DATABASE_URL: database } });
  service = `channels.${site.domain}`;
  welcome = `welcome@topics.${site.domain}`;
});

afterAll(() => site.stop());

const signIn = (register = false) =>
  connect({ url: site.url, domain: site.domain, ...person, register });

const publish = (client: XmppClient, id: string): Promise<Element> =>
  client.request('set', service, publishRequest(welcome, { id, text: `Text of ${id} 💧` }));

test('a whole site keeps its channels in PostgreSQL, over a kill too', async () => {
  const before = await signIn(true);
  await before.request('set', service, registerRequest());
  await publish(before, 'kept');
  await site.kill('SIGKILL');
  await site.restart();

  const after = await signIn();
  const page = await after.request('get', service, topicsRequest(welcome, { max: 10 }));
  expect(serialize(page)).toContain('Text of kept 💧');
  await after.close();
  expect(existsSync(join(site.dataDir, 'channels.sqlite'))).toBe(false);
});

test('connections that the database cuts are made anew', async () => {
  const client = await signIn();
  await queryPostgres(
    database,
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid()`,
  );
  await eventually(() => publish(client, 'healed'));
  await client.close();
  expect(site.process.exitCode).toBeNull();
});

test('a database that cannot be reached: one line', async () => {
  const url = `postgres://me:secret@127.0.0.1:${await freePort()}/none`;
  const refused = new Site(await freePort(), { DATABASE_URL: url });
  refused.spawn();
  await refused.exited();
  expect(refused.output).toMatch(
    /did not start\. The database cannot be opened: .*ECONNREFUSED.* See that PostgreSQL runs/,
  );
  expect(refused.output).not.toContain('secret');
  await refused.stop();

  // One more channel service ends, too: whoever looks after it starts it again.
  const env = { DATA_DIR: site.dataDir, DATABASE_URL: url };
  expect(await runProgram('channels', env)).toEqual({
    code: 1,
    output: expect.stringMatching(
      /^The database cannot be opened: .*ECONNREFUSED.* See that PostgreSQL runs/,
    ),
  });
});

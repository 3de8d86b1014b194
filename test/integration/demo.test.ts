import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeTown } from '../../src/demo/town.ts';
import { connect } from '../../src/server/stream/client.ts';
import { freePort } from '../harness/free-port.ts';
import { type Site, startSite } from '../harness/site.ts';

let site: Site;

beforeAll(async () => {
  site = await startSite();
});

afterAll(() => site.stop());

/** What `npm run demo` says where it cannot go on. */
function refusal(env: Record<string, string>): string {
  const options = { env: { ...process.env, ...env }, encoding: 'utf8' } as const;
  const { status, stderr } = spawnSync('node_modules/.bin/tsx', ['src/demo/main.ts'], options);
  expect(status).toBe(1);
  return stderr;
}

test('why a site cannot be filled is said in a sentence', async () => {
  const here = { SITE: site.url, DOMAIN: site.domain, ADMIN_PASSWORD: site.adminPassword };
  expect(refusal({ ...here, ADMIN_PASSWORD: '' })).toMatch(/^Give the password .*\n$/);
  expect(refusal({ ...here, ADMIN_PASSWORD: 'wrong' })).toMatch(/takes no such password.*\n$/);
  for (const SITE of ['chat.example.org', 'localhost:8080']) {
    expect(refusal({ ...here, SITE })).toMatch(/^SITE must look like http.*\n$/);
  }
  const nobody = `http://localhost:${await freePort()}`;
  expect(refusal({ ...here, SITE: nobody })).toMatch(/^Nobody answers at .* npm start.*\n$/);

  const [username = ''] = makeTown({ people: 60, topics: 0, comments: 0 }, 'admin').people;
  const account = { username, password: 'secret word', register: true };
  const person = await connect({ url: site.url, domain: site.domain, ...account });
  expect(refusal(here)).toMatch(/^The town is there already.*\n$/);
  await person.close();
});

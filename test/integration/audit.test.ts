import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { configChangeForm } from '../../src/protocol/config-form.ts';
import { peopleRequest, readPeople } from '../../src/protocol/people.ts';
import { createRequest, setAffiliationRequest } from '../../src/protocol/pubsub-owner.ts';
import { connect } from '../../src/server/stream/client.ts';
import { createPostgresDatabase } from '../harness/postgres-database.ts';
import { runProgram } from '../harness/run-program.ts';
import { type Site, startSite } from '../harness/site.ts';

/** What a sheet would run, with everything in it that CSV has to quote. */
const REASON = '=cmd|"/c calc", he said\nand more';

const databases: Readonly<Record<string, () => Promise<Record<string, string>>>> = {
  SQLite: async () => ({}),
  PostgreSQL: async () => ({ DATABASE_URL: await createPostgresDatabase(inject('postgres')) }),
};

describe.each(Object.keys(databases))('the books on %s', (name) => {
  let site: Site;
  let env: Record<string, string>;
  const books = (...words: string[]) =>
    runProgram('audit', { DATA_DIR: site.dataDir, ...env }, ...words);

  beforeAll(async () => {
    env = await (databases[name] as () => Promise<Record<string, string>>)();
    site = await startSite({ env });
    const { url, domain, adminPassword: password } = site;
    const admin = await connect({ url, domain, username: 'admin', password });
    const set = (request: Parameters<typeof admin.request>[2]) =>
      admin.request('set', `channels.${domain}`, request);
    for (const channel of ['roads', 'water']) {
      await set(createRequest(`${channel}@topics.${domain}`, configChangeForm({ title: channel })));
    }
    const grounds = { rule: 'insult', reason: REASON } as const;
    const roads = `roads@topics.${domain}`;
    await set(setAffiliationRequest(roads, `sipho@${domain}`, 'outcast', { grounds }));
    await admin.close();
  });

  afterAll(() => site?.stop());

  test('go out while the site runs: as CSV that no sheet runs, and as JSON as they are', async () => {
    const { code, output } = await books('export');
    expect(code).toBe(0);
    expect(output).toMatch(/^id,at,actor,office,channel,act,subject,detail,rule,reason\r\n/);
    expect(output).toContain(`,set-role,sipho@${site.domain},outcast,insult,`);
    expect(output).toContain(`"'=cmd|""/c calc"", he said\nand more"\r\n`);
    const lines = (await books('export', '--format', 'jsonl')).output.trim().split('\n');
    const rows = lines.map((line) => JSON.parse(line));
    expect(rows.map(({ act }) => act)).toEqual(['create', 'create', 'set-role']);
    expect(rows[2]).toMatchObject({ actor: `admin@${site.domain}`, reason: REASON });
  });

  test('are all that README’s command writes, and nobody has to read to their end', () => {
    const inShell = (command: string) => {
      const settings = { ...process.env, DATA_DIR: site.dataDir, ...env };
      return spawnSync('sh', ['-c', command], { env: settings, encoding: 'utf8' });
    };
    const written = inShell('npm run -s audit -- export');
    expect([written.status, written.stdout.split(',')[0]]).toEqual([0, 'id']);
    // The shell waits for both; what the first one says of the second is on its standard error.
    const { stderr } = inShell('node dist/server/audit.js export | true');
    expect(stderr).toBe('');
  });

  test('can be searched by channel, by person, by time and by words', async () => {
    const found = async (...words: string[]) => {
      const { output } = await books('export', '--format', 'jsonl', ...words);
      return output.split('\n').filter((line) => line !== '').length;
    };
    expect(await found('--channel', 'roads@')).toBe(2);
    expect(await found('--by', 'sipho@')).toBe(0);
    expect(await found('--find', 'HE SAID')).toBe(1);
    expect(await found('--since', '2020-01-01', '--until', '2999-01-01')).toBe(3);
    expect(await found('--until', '2020-01-01')).toBe(0);
    expect(await found('--since', '2020-01', '--until', '2999-01-01T00:00:00Z')).toBe(3);
  });

  test('a process that is killed in the middle leaves an act with its line, or neither', async () => {
    const { url, domain, adminPassword: password } = site;
    const roads = `roads@topics.${domain}`;
    const banned = async () => {
      const admin = await connect({ url, domain, username: 'admin', password });
      const all = [];
      for (let after = ''; ; ) {
        const asked = peopleRequest(roads, { who: 'banned', after });
        const page = readPeople(await admin.request('get', `channels.${domain}`, asked));
        all.push(...page.people.map(({ jid }) => jid));
        after = all.at(-1) ?? '';
        if (!page.more) break;
      }
      await admin.close();
      return all.sort();
    };
    // One before the commit, the other after it.
    const place = name === 'SQLite' ? 'in-transaction' : 'after-commit';
    await site.restart({ FAIL_AT: `${place}:9` });
    const admin = await connect({ url, domain, username: 'admin', password });
    const ban = (nth: number) => {
      const request = setAffiliationRequest(roads, `n${nth}@${domain}`, 'outcast');
      return admin.request('set', `channels.${domain}`, request);
    };
    let nth = 0;
    while ((await ban(nth).catch(() => null)) !== null) nth += 1;
    await site.exited();
    await site.restart({ FAIL_AT: '' });
    const { output } = await books('export', '--format', 'jsonl', '--channel', 'roads@');
    const lines = output.trim().split('\n');
    const acts = lines.map((line) => JSON.parse(line)).filter(({ act }) => act === 'set-role');
    expect(nth).toBeGreaterThan(0);
    expect(acts.map(({ subject }) => subject).sort()).toEqual(await banned());
  });

  test.each([
    [[], /npm run -s audit -- export/],
    [['export', '--since', 'yesterday'], /--since is a date like/],
    [['export', '--since', '1 November 2026'], /--since is a date like/],
    [['export', '--until', '2026-13-01'], /--until is a date like/],
    [['export', '--format', 'xml'], /--format is csv or jsonl/],
    [['export', '--who', 'anna'], /Unknown option '--who'/],
  ])('%j is answered by a sentence', async (words, sentence) => {
    const { code, output } = await books(...words);
    expect(code).toBe(1);
    expect(output).toMatch(sentence);
    expect(output).not.toMatch(/\n\s+at /);
  });
});

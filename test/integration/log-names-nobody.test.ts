/** What a whole site writes down for its operator says what happened, and to nobody whom it happened. */
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, inject, onTestFinished, test } from 'vitest';
import { reportIncidentRequest } from '../../src/protocol/incident.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import { publishRequest, registerRequest } from '../../src/protocol/pubsub.ts';
import { setAffiliationRequest } from '../../src/protocol/pubsub-owner.ts';
import { reportRequest } from '../../src/protocol/report.ts';
import { type Element, el } from '../../src/protocol/xml.ts';
import { connect, type XmppClient } from '../../src/server/stream/client.ts';
import { eventually } from '../harness/eventually.ts';
import { freePort } from '../harness/free-port.ts';
import { createPostgresDatabase, queryPostgres } from '../harness/postgres-database.ts';
import { Scriptless } from '../harness/scriptless.ts';
import { type Site, startSite } from '../harness/site.ts';
import { MediaPerson } from './media-people.ts';
import { hostile, plain } from './pictures.ts';

const WELCOME = 'welcome@topics.localhost';
const SERVICE = 'channels.localhost';
const ADDRESS = '203.0.113.77';
/** Names, words, addresses and passwords of people, none of which stands in a log by chance. */
const WORDS = 'the-words-that-were-written';
const PASSWORD = 'the-password-of-a-person';
const WRONG = 'another-password-that-was-tried';
const ACCOUNT = 'account-55012234';
const NAMES = ['nomvula', 'thembeka', 'sibusiso', 'lindokuhle'];
const SECRETS = [...NAMES, ADDRESS, WORDS, PASSWORD, WRONG, ACCOUNT];

const headers = { 'X-Forwarded-For': ADDRESS };

/** What somebody asks, is refused or never answered: all that matters here is what was written down. */
const tried = (asked: Promise<unknown>) => asked.then(undefined, () => undefined);

test.each(['SQLite', 'PostgreSQL'])(
  'people come, write, are refused, and all fails: %s',
  async (kind) => {
    const database = kind === 'SQLite' ? '' : await createPostgresDatabase(inject('postgres'));
    const port = await freePort();
    const site = await startSite({
      env: {
        ...(database && { DATABASE_URL: database }),
        ...{
          PORT: `${port}`,
          PUBLIC_URL: `http://localhost:${port}`,
          TRUST_PROXY: '127.0.0.1,::1',
        },
        // Nobody listens there.
        INCIDENT_WEBHOOK: `http://127.0.0.1:${await freePort()}/hook`,
        INCIDENT_WEBHOOK_SECRET: 'x'.repeat(40),
      },
    });
    onTestFinished(() => site.stop());
    // The first lines tell the operator the one password that is theirs.
    const started = site.output.length;
    const people = await live(site);
    await beRefused(site, people);
    await withoutTables(site, database, people);
    await withoutFolder(site, people);
    await withoutAccounts(site);
    await site.killProsody();

    const files = ['prosody.log', 'prosody.log.1', 'prosody.out'].map((name) => {
      const file = join(site.dataDir, 'prosody', name);
      return existsSync(file) ? readFileSync(file, 'utf8') : '';
    });
    const logged = [site.output.slice(started), ...files].join('\n');
    // It is no log that says nothing.
    for (const what of FAILURES) expect(logged).toContain(what);
    const lines = logged
      .split('\n')
      .filter((line) => SECRETS.some((secret) => line.toLowerCase().includes(secret)));
    expect(lines).toEqual([]);
  },
);

const FAILURES = [
  ...['channels-failure', 'media-failure', 'incident-not-sent-on'],
  'Prosody has ended',
];

const signIn = (site: Site, username: string, password = PASSWORD, register = false) =>
  connect({ url: site.url, domain: site.domain, username, password, register, headers });

interface People {
  readonly admin: XmppClient;
  readonly nomvula: MediaPerson;
  readonly browser: Scriptless;
}

/** They join, post with a photo, report each other and what is broken, and one is banned. */
async function live(site: Site): Promise<People> {
  const admin = await signIn(site, 'admin', site.adminPassword);
  const [nomvula, thembeka] = (await Promise.all(
    ['nomvula', 'thembeka'].map(async (name) => {
      const client = await signIn(site, name, PASSWORD, true);
      await client.request('set', SERVICE, registerRequest());
      client.send(el(NS.CLIENT, 'presence', { to: SERVICE }));
      return new MediaPerson(site, client);
    }),
  )) as [MediaPerson, MediaPerson];
  const browser = new Scriptless(site.url);
  await browser.open('/signup', { headers });
  await browser.submit('join', { username: 'sibusiso', password: PASSWORD, rules: 'on' });
  await browser.open(`/channel/${WELCOME}/new`);
  await browser.submit('post', { title: WORDS, topic: WORDS });
  expect(browser.page.status).toBe(200);
  const ask = (person: MediaPerson, payload: Element) =>
    person.client.request('set', SERVICE, payload);
  expect((await nomvula.put(await plain())).response.status).toBe(201);
  await ask(nomvula, publishRequest(WELCOME, { id: 'one', title: WORDS, text: WORDS }));
  const grounds = { rule: 'insult', reason: WORDS } as const;
  await ask(thembeka, reportRequest({ channel: WELCOME, item: 'one', token: 'r1', ...grounds }));
  const incident = {
    about: 'home-water',
    text: WORDS,
    where: WORDS,
    channel: '',
    open: true,
  } as const;
  await ask(nomvula, reportIncidentRequest('i1', { ...incident, account: ACCOUNT }));
  const ban = setAffiliationRequest(WELCOME, thembeka.jid, 'outcast');
  await admin.request('set', SERVICE, ban);
  await thembeka.client.close();
  return { admin, nomvula, browser };
}

/** Wrong passwords, names that are taken, broken stanzas, addresses and pictures. */
async function beRefused(site: Site, { nomvula, browser }: People): Promise<void> {
  await tried(signIn(site, 'nomvula', WRONG));
  await tried(signIn(site, 'lindokuhle', WRONG));
  await tried(signIn(site, 'thembeka', PASSWORD, true));
  await tried(signIn(site, 'n0mvula', PASSWORD, true));
  const other = new Scriptless(site.url);
  await other.open('/login', { headers });
  await other.submit('sign-in', { username: 'nomvula', password: WRONG });
  await tried(
    nomvula.client.request(
      'set',
      SERVICE,
      publishRequest(WELCOME, { id: 'one', text: `${WORDS}!` }),
    ),
  );
  for (const picture of Object.values(await hostile())) await nomvula.put(picture);
  for (const path of [
    '/person/nomvula%ff',
    `/search?q=${WORDS}`,
    `/media/nomvula@localhost/${WORDS}`,
  ]) {
    await browser.open(path, { headers });
  }
  const nobody = 'nomvula@@localhost';
  await tried(nomvula.client.request('get', nobody, el(NS.PING, 'ping')));
  for (const sent of [`<message><${WORDS}`, `<iq type="set" id="${WORDS}"><${WORDS}/></iq>`]) {
    const broken = await signIn(site, 'nomvula');
    broken.sendRaw(sent);
    broken.sendRaw(`<!DOCTYPE ${WORDS}>`);
    await broken.closed;
  }
}

/** The database lacks what is asked for. */
async function withoutTables(site: Site, database: string, people: People): Promise<void> {
  const run = async (sql: string) => {
    if (database) return void (await queryPostgres(database, sql));
    const file = new Sqlite(join(site.dataDir, 'channels.sqlite'));
    file.exec(sql);
    file.close();
  };
  const { admin, nomvula, browser } = people;
  for (const table of ['items', 'memberships', 'sessions', 'media']) {
    await run(`ALTER TABLE ${table} RENAME TO away`);
    const post = publishRequest(WELCOME, { id: `without-${table}`, text: WORDS });
    await tried(nomvula.client.request('set', SERVICE, post));
    await tried(
      admin.request('set', SERVICE, setAffiliationRequest(WELCOME, nomvula.jid, 'member')),
    );
    await tried(nomvula.put(await plain()));
    await browser.open(`/channel/${WELCOME}`, { headers });
    await run(`ALTER TABLE away RENAME TO ${table}`);
  }
  await eventually(async () => (await fetch(`${site.url}/health`)).ok);
}

/** Where pictures arrive there is no folder. */
async function withoutFolder(site: Site, { nomvula }: People): Promise<void> {
  const folder = join(site.dataDir, 'media/incoming');
  renameSync(folder, `${folder}-away`);
  writeFileSync(folder, '');
  await tried(nomvula.put(await plain()));
  rmSync(folder);
  renameSync(`${folder}-away`, folder);
}

/** Nobody can be looked up, and no password be written. */
async function withoutAccounts(site: Site): Promise<void> {
  const accounts = new Sqlite(join(site.dataDir, 'prosody/accounts.sqlite'));
  accounts.exec('BEGIN EXCLUSIVE');
  await tried(signIn(site, 'nomvula'));
  await tried(signIn(site, 'lindokuhle', PASSWORD, true));
  accounts.exec('ROLLBACK');
  accounts.close();
}

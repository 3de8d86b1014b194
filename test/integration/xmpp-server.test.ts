import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { portsListenedOn } from '../../src/doctor/listening-ports.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import { childrenOf, el } from '../../src/protocol/xml.ts';
import { connect, RequestRefused, XmppClient } from '../../src/server/stream/client.ts';
import { type Site, startSite } from '../harness/site.ts';

const SASL2 = 'urn:xmpp:sasl:2';
const FRAMING = 'urn:ietf:params:xml:ns:xmpp-framing';

let site: Site;

beforeAll(async () => {
  site = await startSite({ env: { LIMITS: 'on' } });
});

afterAll(() => site.stop());

const fileOf = (name: string) => join(site.dataDir, 'prosody', name);
const modeOf = (path: string) => statSync(path).mode & 0o777;

describe('the first start', () => {
  test('makes the administrator an account that works', async () => {
    expect(site.adminPassword).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/);
    const { url, domain, adminPassword: password } = site;
    const admin = await connect({ url, domain, username: 'admin', password });
    await admin.close();
  });

  test('keeps its secrets to its own user', () => {
    expect(modeOf(site.dataDir)).toBe(0o700);
    expect(modeOf(fileOf('.'))).toBe(0o700);
    for (const name of ['state.json', 'prosody.cfg.lua', 'accounts.sqlite', 'prosody.log']) {
      expect([name, modeOf(fileOf(name))]).toEqual([name, 0o600]);
    }
  });

  test('tells nobody the secrets', () => {
    const { secrets } = JSON.parse(readFileSync(fileOf('state.json'), 'utf8'));
    expect(secrets.channels).toMatch(/^[0-9a-f]{64}$/);
    expect(secrets.topics).not.toBe(secrets.channels);
    for (const text of [site.output, readFileSync(fileOf('prosody.log'), 'utf8')]) {
      expect(text).not.toContain(secrets.channels);
      expect(text).not.toContain(secrets.topics);
    }
    const arguments_ = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' });
    expect(arguments_).not.toContain(site.adminPassword);
  });

  test('opens one port to the world, and the others on loopback', () => {
    const prosody = portsListenedOn(site.prosodyPid as number);
    expect(prosody).toHaveLength(3);
    expect(prosody.every(({ address }) => address === '127.0.0.1')).toBe(true);
    const { port } = new URL(site.url);
    expect(portsListenedOn(site.process.pid as number).map((each) => `${each.port}`)).toEqual([
      port,
    ]);
  });

  test('leaves Prosody nothing to complain of', () => {
    expect(readFileSync(fileOf('prosody.log'), 'utf8')).toBe('');
    const check = ['--config', fileOf('prosody.cfg.lua'), 'check', 'config'];
    expect(execFileSync('prosodyctl', check, { encoding: 'utf8' })).toContain('All checks passed');
  });
});

test('another start does not show the password again', async () => {
  const shown = site.output.split(site.adminPassword).length;
  await site.restart();
  expect(site.output.split(site.adminPassword).length).toBe(shown);
});

test('whoever reads the accounts, as a backup does, keeps nobody from joining', async () => {
  const reader = new Database(fileOf('accounts.sqlite'), { readonly: true });
  const rows = reader.prepare('SELECT * FROM prosody').iterate();
  rows.next();
  const { url, domain } = site;
  const newcomer = { url, domain, username: 'newcomer', password: 'secret-pass' };
  await (await connect({ ...newcomer, register: true })).close();
  rows.return?.();
  reader.close();
  await (await connect(newcomer)).close();
});

test('sign-up is throttled by the real address, which no phone can forge', async () => {
  const password = 'secret-pass';
  const signUp = (address: string, name: string) => {
    const headers = { 'X-Forwarded-For': address };
    const { prosodyHttpUrl: url, domain } = site;
    return connect({ url, domain, username: name, password, register: true, headers });
  };
  for (let nth = 1; nth <= 60; nth += 1) await (await signUp('203.0.113.9', `one-${nth}`)).close();
  await expect(signUp('203.0.113.9', 'one-61')).rejects.toMatchObject({
    type: 'wait',
    condition: 'policy-violation',
  });
  await (await signUp('203.0.113.10', 'another')).close();

  // The edge writes that header itself: the phone's own word for it is not passed on.
  const { url, domain } = site;
  const headers = { 'X-Forwarded-For': '203.0.113.9' };
  const honest = { url, domain, username: 'not-fooled', password, register: true, headers };
  await (await connect(honest)).close();
});

test('of readers without an account nothing is stored', async () => {
  const { url, domain } = site;
  const host = `anon.${domain}`;
  const reader = await connect({ url, domain, anonymous: true });
  reader.send(el('urn:xmpp:sm:3', 'enable', { resume: 'true' }));
  await reader.waitFor(({ name }) => name === 'enabled');
  // Who could come back is remembered over a restart, where anything is.
  await site.restart();
  const accounts = new Database(fileOf('accounts.sqlite'), { readonly: true });
  const rows = accounts.prepare('SELECT store FROM prosody WHERE host = ?').all(host);
  accounts.close();
  expect(rows).toEqual([]);
});

test('a password is not guessed: tries are counted by name and address, and on one stream', async () => {
  const { prosodyHttpUrl, url, domain } = site;
  const person = { username: 'guessed', password: 'secret-pass' };
  await (await connect({ url, domain, ...person, register: true })).close();
  const signIn = async (address: string, password = person.password) => {
    const headers = { 'X-Forwarded-For': address };
    await (await connect({ url: prosodyHttpUrl, domain, ...person, password, headers })).close();
  };
  for (let nth = 1; nth <= 10; nth += 1) {
    await expect(signIn('203.0.113.20', `wrong-${nth}`)).rejects.toThrow('not-authorized');
  }
  await expect(signIn('203.0.113.20')).rejects.toThrow('temporary-auth-failure');
  await signIn('203.0.113.21');
  // Somebody else at that address, who knows theirs.
  const other = { username: 'not-guessed', password: 'secret-pass' };
  const headers = { 'X-Forwarded-For': '203.0.113.20' };
  await (await connect({ url: prosodyHttpUrl, domain, ...other, register: true, headers })).close();

  const open = async (client: XmppClient) => {
    await once(client.socket, 'open');
    client.send(el(FRAMING, 'open', { to: domain, version: '1.0' }));
    await client.waitFor(({ name }) => name === 'features');
  };
  const tryOne = (client: XmppClient, password: string) => {
    const initial = Buffer.from(`\0guessed\0${password}`).toString('base64');
    const response = el(SASL2, 'initial-response', {}, initial);
    client.send(el(SASL2, 'authenticate', { mechanism: 'PLAIN' }, response));
  };
  const guesser = new XmppClient(prosodyHttpUrl, { headers });
  await open(guesser);
  tryOne(guesser, person.password);
  const refused = await guesser.waitFor(({ name }) => name === 'failure');
  expect(childrenOf(refused)[0]?.name).toBe('temporary-auth-failure');

  const client = new XmppClient(url);
  await open(client);
  for (let nth = 1; nth <= 6; nth += 1) tryOne(client, 'wrong');
  await client.closed;
});

test('a name that looks like another, or that was given up, is not given out', async () => {
  const { url, domain } = site;
  const password = 'secret-pass';
  const signUp = (username: string) => connect({ url, domain, username, password, register: true });
  for (const name of ['adrnin', 'adm1n', 'admln']) {
    await expect(signUp(name)).rejects.toMatchObject({ condition: 'not-acceptable' });
  }

  const leaver = await signUp('leaver');
  const gone = el(NS.REGISTER, 'query', {}, el(NS.REGISTER, 'remove'));
  await leaver.request('set', domain, gone);
  await leaver.closed;
  await (await signUp('somebody.new')).close();
  for (const name of ['s0mebody.new', 'somebody-new', 'SOMEBODY.NEW']) {
    await expect(signUp(name)).rejects.toThrow(RequestRefused);
  }
  // A town has a neil and a nell: a dot tells them apart. What stands for either letter does not.
  for (const name of ['neil', 'nell', 'rolo']) await (await signUp(name)).close();
  for (const name of ['ne1l', 'nei1', 'ne11', 'ro1o', 'r0lo', 'ROLO', 'rоlо', 'ro|o']) {
    await expect(signUp(name), name).rejects.toThrow(RequestRefused);
  }
  await (await signUp('mar1o')).close();
  for (const name of ['mario', 'marlo', 'marIo']) {
    await expect(signUp(name), name).rejects.toThrow(RequestRefused);
  }
  await expect(signUp('leaver')).rejects.toThrow(RequestRefused);
});

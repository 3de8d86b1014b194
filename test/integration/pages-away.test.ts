/** Pages while the channel service is away and the XMPP server is there: so each start of a site begins. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { publishRequest } from '../../src/protocol/pubsub.ts';
import { readOwn } from '../../src/server/pages/read/channels.ts';
import type { Session } from '../../src/server/pages/session/open-sessions.ts';
import { People } from '../../src/server/pages/session/people.ts';
import { KEY_BYTES, Seal } from '../../src/server/pages/session/seal.ts';
import { SiteReader } from '../../src/server/pages/session/site-reader.ts';
import { RequestRefused } from '../../src/server/stream/client.ts';
import { parseElement } from '../../src/server/stream/parser.ts';
import { SignInRefused } from '../../src/server/stream/sasl2.ts';
import { eventually } from '../harness/eventually.ts';
import { type Site, startSite } from '../harness/site.ts';

const ADDRESS = '192.0.2.1';
const PASSWORD = 'secret-pass';
const WELCOME = 'welcome@topics.localhost';

let site: Site;
let xmpp: { host: string; port: number; domain: string };
let people: People;
const folder = mkdtempSync(join(tmpdir(), 'wifi-chat-'));

beforeAll(async () => {
  site = await startSite();
  const port = Number(new URL(site.prosodyHttpUrl).port);
  xmpp = { host: '127.0.0.1', port, domain: site.domain };
  const onFailure = (error: unknown) => {
    throw error;
  };
  const seal = new Seal(Buffer.alloc(KEY_BYTES));
  people = new People(xmpp, parseElement, { file: join(folder, 'owed'), seal, onFailure });
});

afterAll(async () => {
  await people?.stop();
  await site?.stop();
  rmSync(folder, { recursive: true });
});

async function unread(session: Session): Promise<number | undefined> {
  const own = await readOwn(session, 'counts');
  return own.find(({ channel }) => channel === WELCOME)?.reading?.unread;
}

test('whose session began meanwhile is told of news once the service is back', async () => {
  const { ticket } = await people.signIn('thabo', PASSWORD, ADDRESS, true);
  const writer = await people.signIn('zanele', PASSWORD, ADDRESS, true);
  await people.stop();
  await site.kill('SIGKILL');
  const session = await people.session(ticket, ADDRESS);
  await expect(unread(session)).rejects.toThrow(RequestRefused);
  await site.start();
  expect(await eventually(async () => `${await unread(session)}`)).toBe('0');
  const { ask } = await people.session(writer.ticket, ADDRESS);
  await ask('set', publishRequest(WELCOME, { id: 'news', text: 'Dry since noon.' }));
  await eventually(async () => (await unread(session)) === 1);
});

test('a reader that came meanwhile hears when the service was away again', async () => {
  let gaps = 0;
  const onGap = () => {
    gaps += 1;
  };
  const onChange = () => undefined;
  const siteReaders = new Set<string>();
  const reader = new SiteReader({ xmpp, read: parseElement, siteReaders, onChange, onGap });
  await site.kill('SIGKILL');
  await expect(reader.watch(WELCOME)).rejects.toThrow(RequestRefused);
  await site.start();
  await reader.watch(WELCOME);
  const before = gaps;
  await site.kill('SIGKILL');
  await site.start();
  await eventually(() => gaps > before);
  await reader.stop();
});

test('whose password was changed meanwhile is told so, and goes on', async () => {
  await people.signIn('lindiwe', PASSWORD, ADDRESS, true);
  await site.kill('SIGKILL');
  const { ticket } = await people.changePassword('lindiwe', PASSWORD, 'other-secret', ADDRESS);
  await site.start();
  expect(await unread(await people.session(ticket, ADDRESS))).toBe(0);
});

test('a change of password that comes twice is one, and a wrong password is wrong', async () => {
  await people.signIn('nomsa', PASSWORD, ADDRESS, true);
  const change = (current: string, fresh: string) =>
    people.changePassword('nomsa', current, fresh, ADDRESS);
  await change(PASSWORD, 'other-secret');
  const { ticket } = await change(PASSWORD, 'other-secret');
  expect(await unread(await people.session(ticket, ADDRESS))).toBe(0);
  await expect(change(PASSWORD, 'third-secret')).rejects.toThrow(SignInRefused);
  await expect(people.signIn('nomsa', 'third-secret', ADDRESS)).rejects.toThrow(SignInRefused);
});

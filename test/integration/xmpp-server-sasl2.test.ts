import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { child, childText, type Element, el } from '../../src/protocol/xml.ts';
import { connect, XmppClient } from '../../src/server/stream/client.ts';
import { type Site, startSite } from '../harness/site.ts';

const SASL2 = 'urn:xmpp:sasl:2';
const BIND2 = 'urn:xmpp:bind:0';
const FAST = 'urn:xmpp:fast:0';
const SM = 'urn:xmpp:sm:3';
const FRAMING = 'urn:ietf:params:xml:ns:xmpp-framing';
const MECHANISM = 'HT-SHA-256-NONE';

const person = { username: 'thandi', password: 'secret-pass' };
const device = randomUUID();

let site: Site;

beforeAll(async () => {
  site = await startSite();
  const { url, domain } = site;
  await (await connect({ url, domain, ...person, register: true })).close();
});

afterAll(() => site.stop());

/** Signs in as a phone does: all in one round trip (XEP-0388, XEP-0386, XEP-0198, XEP-0484). */
async function signIn(mechanism: string, initial: Buffer, fast: Element) {
  const client = new XmppClient(site.url);
  const features = client.waitFor(({ name }) => name === 'features');
  const from = `${person.username}@${site.domain}`;
  client.socket.once('open', () =>
    client.send(el(FRAMING, 'open', { to: site.domain, from, version: '1.0' })),
  );
  const offered = child(await features, 'authentication', SASL2) as Element;
  const verdict = client.waitFor(({ name }) => name === 'success' || name === 'failure');
  client.send(
    el(
      SASL2,
      'authenticate',
      { mechanism },
      el(SASL2, 'initial-response', {}, initial.toString('base64')),
      el(SASL2, 'user-agent', { id: device }),
      el(
        BIND2,
        'bind',
        {},
        el(BIND2, 'tag', {}, 'WiFi Chat'),
        el(SM, 'enable', { resume: 'true' }),
      ),
      fast,
    ),
  );
  return { client, offered, verdict: await verdict };
}

const withPassword = () =>
  signIn(
    'PLAIN',
    Buffer.from(`\0${person.username}\0${person.password}`),
    el(FAST, 'request-token', { mechanism: MECHANISM }),
  );

const withToken = (token: string) => {
  const proof = createHmac('sha256', token).update('Initiator').digest();
  const initial = Buffer.concat([Buffer.from(`${person.username}\0`), proof]);
  return signIn(MECHANISM, initial, el(FAST, 'fast', {}));
};

test('one round trip signs in, binds, keeps the stream and gives a token that outlives a restart', async () => {
  const first = await withPassword();
  const inline = child(first.offered, 'inline') as Element;
  expect(child(inline, 'fast', FAST)).toBeDefined();
  expect(child(inline, 'bind', BIND2)).toBeDefined();
  expect(first.verdict.name).toBe('success');
  expect(childText(first.verdict, 'authorization-identifier')).toMatch(
    /^thandi@localhost\/WiFi Chat/,
  );
  const bound = child(first.verdict, 'bound', BIND2) as Element;
  expect(child(bound, 'enabled', SM)?.attrs.id).toBeTruthy();
  const token = child(first.verdict, 'token', FAST)?.attrs.token as string;
  await first.client.close();

  await site.restart();
  const second = await withToken(token);
  expect(second.verdict.name).toBe('success');
  await second.client.close();

  const forged = await withToken(`${token}x`);
  expect(forged.verdict.name).toBe('failure');
  await forged.client.close();
});

test('a wrong password and an unknown person are refused alike', async () => {
  const refusalOf = async (username: string, password: string) => {
    const initial = Buffer.from(`\0${username}\0${password}`);
    const { client, verdict } = await signIn('PLAIN', initial, el(FAST, 'request-token'));
    await client.close();
    return verdict;
  };
  const wrong = await refusalOf(person.username, 'wrong-pass');
  const unknown = await refusalOf('nobody-here', 'wrong-pass');
  expect(wrong.name).toBe('failure');
  expect(unknown).toEqual(wrong);
});

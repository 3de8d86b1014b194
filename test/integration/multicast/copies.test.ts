import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { Item } from '../../src/protocol/channel.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import { child, childrenOf, type Element, el, serialize } from '../../src/protocol/xml.ts';
import { distribute } from '../../src/server/component/distribute.ts';
import { itemElement } from '../../src/server/component/handlers/item-element.ts';
import { ComponentLink } from '../../src/server/component/link.ts';
import { MulticastFinder } from '../../src/server/component/multicast-finder.ts';
import { withEntriesWritten } from '../../src/server/component/written.ts';
import { connect, XmppClient } from '../../src/server/stream/client.ts';
import { openXmppServer, type XmppServer } from '../../src/server/xmpp-server/xmpp-server.ts';
import { eventually } from '../harness/eventually.ts';
import { startSite } from '../harness/site.ts';

const DOMAIN = 'localhost';
const SERVICE = `channels.${DOMAIN}`;

let folder: string;
let server: XmppServer;
let link: ComponentLink;
let finder: MulticastFinder;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wifi-chat-multicast-'));
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  server = await openXmppServer({ dataDir: folder, domain: DOMAIN, limits: false, log });
  await server.start();
  const { host, port, channelsSecret: secret } = server.link;
  const send = (stanza: Element) => link.send(stanza);
  finder = new MulticastFinder(SERVICE, DOMAIN, send, () => undefined);
  link = new ComponentLink({
    ...{ host, port, secret, domain: SERVICE },
    onStanza: (stanza) => finder.receive(stanza),
    onOnline: () => finder.linkUp(),
    onOffline: () => undefined,
  });
  link.start();
  await eventually(() => finder.current);
});

afterAll(async () => {
  await link?.stop();
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const url = () => `http://${server.http.host}:${server.http.port}`;

async function person(username: string): Promise<XmppClient> {
  const account = { username, password: 'secret-pass', register: true };
  const client = await connect({ url: url(), domain: DOMAIN, ...account });
  onTestFinished(() => client.close());
  return client;
}

function push(id: string, receivers: readonly string[]): readonly string[] {
  const letter = {
    from: SERVICE,
    body: `<event xmlns="${NS.PUBSUB_EVENT}" id="${id}">é&amp;</event>`,
  };
  const stanzas = distribute(letter, receivers, DOMAIN, finder.current);
  for (const xml of stanzas) link.sendText(xml);
  return stanzas;
}

const eventIn = (message: Element) => child(message, 'event', NS.PUBSUB_EVENT)?.attrs.id;

test('one stanza reaches everybody, each with a copy that names nobody else', async () => {
  const anonymous = await connect({ url: url(), domain: DOMAIN, anonymous: true });
  onTestFinished(() => anonymous.close());
  const clients = [await person('ann'), await person('bob'), anonymous];
  const gone = `nobody@${DOMAIN}/gone`;
  expect(push('one', [gone, ...clients.map((client) => client.jid)])).toHaveLength(1);
  for (const client of clients) {
    const message = await client.waitForMessage((m) => eventIn(m) === 'one');
    expect(message.attrs).toEqual({ from: SERVICE, to: client.jid, type: 'headline' });
    expect(childrenOf(message).map((part) => part.name)).toEqual(['event']);
    expect(child(message, 'event', NS.PUBSUB_EVENT)?.children).toEqual(['é&']);
  }
});

test('copies come in the order of sending, and none twice', async () => {
  const [ann, ben] = [await person('ann-2'), await person('ben')];
  const ids = Array.from({ length: 200 }, (_, n) => `n${n}`);
  for (const id of ids) push(id, [ann.jid, ben.jid]);
  for (const client of [ann, ben]) {
    await client.waitForMessage((m) => eventIn(m) === 'n199');
    expect(client.messages.map(eventIn)).toEqual(ids);
  }
});

test('who has lost the connection has the copies when the stream is resumed', async () => {
  const lost = await connect({
    ...{ url: url(), domain: DOMAIN, username: 'lost', password: 'secret-pass', register: true },
  });
  const id = await lost.enableResumption();
  await lost.cut();
  push('while-away', [lost.jid]);
  const back = new XmppClient(url());
  onTestFinished(() => back.cut());
  await back.openStream(DOMAIN);
  await back.authenticate('PLAIN', '\0lost\0secret-pass', DOMAIN);
  await back.resume(id);
  await back.waitForMessage((message) => eventIn(message) === 'while-away');
});

test('nobody but the channel service writes to many', async () => {
  const [mallory, victim] = [await person('mallory'), await person('victim')];
  const address = el(NS.ADDRESS, 'address', { type: 'bcc', jid: victim.jid });
  const addresses = el(NS.ADDRESS, 'addresses', {}, address);
  const refusal = mallory.waitForMessage((message) => message.attrs.type === 'error');
  mallory.send(el(NS.CLIENT, 'message', { to: DOMAIN }, addresses, el('urn:x', 'spam')));
  const error = child(await refusal, 'error');
  expect(error && childrenOf(error)[0]?.name).toBe('forbidden');
  push('after', [victim.jid]);
  await victim.waitForMessage((message) => eventIn(message) === 'after');
  expect(victim.messages).toHaveLength(1);
});

/** As the service answers with a page; texts with all that XML writes in another way. */
function page(to: string): Element {
  const item = (n: number): Item => ({
    ...{ channel: `town@topics.${DOMAIN}`, id: `i${n}`, parent: null, author: `ann@${DOMAIN}` },
    ...{ title: 'a < b', text: `é & ]]> " ' \r\n\t😀 ${n}`, published: '2026-01-01T12:00:00.000Z' },
    ...{ seq: n, activity: n, replies: 0 },
  });
  const items = [1, 2, 3].map((n) => itemElement(item(n), SERVICE));
  const payload = el(NS.PUBSUB, 'pubsub', {}, el(NS.PUBSUB, 'items', { node: 'n' }, ...items));
  return el(NS.CLIENT, 'message', { from: SERVICE, to, id: 'page' }, payload);
}

test('entries that were written out arrive as the elements that they are', async () => {
  const anonymous = await connect({ url: url(), domain: DOMAIN, anonymous: true });
  onTestFinished(() => anonymous.close());
  for (const client of [await person('reader'), anonymous]) {
    await eventually(() => finder.takesWritten(client.jid));
    const answer = page(client.jid);
    expect(serialize(withEntriesWritten(answer))).not.toContain('<id>');
    link.send(withEntriesWritten(answer));
    const received = await client.waitForMessage((message) => message.attrs.id === 'page');
    expect(received.children).toEqual(answer.children);
  }
});

test('what others call written stays what it is', async () => {
  const [mallory, victim] = [await person('mallory-2'), await person('victim-2')];
  const trick = el(NS.WRITTEN, 'written', {}, '<iq from="somebody"/>');
  mallory.send(el(NS.CLIENT, 'message', { to: victim.jid, id: 'trick' }, trick));
  const received = await victim.waitForMessage((message) => message.attrs.id === 'trick');
  expect(received.children).toEqual([trick]);
});

test('a site as it is built offers it to its channel service', async () => {
  const site = await startSite();
  onTestFinished(() => site.stop());
  const client = await connect({ url: site.url, domain: site.domain, anonymous: true });
  const answer = await client.request('get', site.domain, el(NS.DISCO_INFO, 'query'));
  const features = childrenOf(childrenOf(answer)[0] as Element).map((part) => part.attrs.var);
  expect(features).toEqual(expect.arrayContaining([NS.ADDRESS, NS.WRITTEN]));
  await client.close();
});

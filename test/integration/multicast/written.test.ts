import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { Item } from '../../../src/protocol/channel.ts';
import { NS } from '../../../src/protocol/namespaces.ts';
import { childrenOf, type Element, el } from '../../../src/protocol/xml.ts';
import { itemElement } from '../../../src/server/component/handlers/item-element.ts';
import { serializeWritten } from '../../../src/server/component/written.ts';
import { connect } from '../../../src/server/stream/client.ts';
import { eventually } from '../../harness/eventually.ts';
import { startSite } from '../../harness/site.ts';
import { type CopyingServer, DOMAIN, prosody, SERVICE } from './copying-server.ts';

let server: CopyingServer;

beforeAll(async () => {
  server = await prosody();
});

afterAll(async () => {
  await server?.stop();
});

async function reader() {
  const anonymous = await connect({ url: server.url, domain: DOMAIN, anonymous: true });
  onTestFinished(() => anonymous.close());
  return anonymous;
}

test('a reader without an account has a copy, too', async () => {
  const anonymous = await reader();
  expect(server.push('one', [anonymous.jid])).toHaveLength(1);
  const message = await anonymous.waitForMessage(() => true);
  expect(message.attrs).toEqual({ from: SERVICE, to: anonymous.jid, type: 'headline' });
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
  for (const client of [await server.person('reader'), await reader()]) {
    await eventually(() => server.finder.takesWritten(client.jid));
    const answer = page(client.jid);
    expect(serializeWritten(answer)).not.toContain('<id>');
    server.link.sendText(serializeWritten(answer));
    const received = await client.waitForMessage((message) => message.attrs.id === 'page');
    expect(received.children).toEqual(answer.children);
  }
});

test('what others call written stays what it is', async () => {
  const [mallory, victim] = [await server.person('mallory-2'), await server.person('victim-2')];
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
  expect(features).toEqual(expect.arrayContaining([NS.RECEIVERS, NS.WRITTEN]));
  await client.close();
});

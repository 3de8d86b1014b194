/** What XMPP clients that know no channels see of people, and what they may say. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { configChangeForm } from '../../src/protocol/config-form.ts';
import { readItemsAnswer } from '../../src/protocol/items-answer.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import { configureRequest, statusRequest } from '../../src/protocol/pubsub.ts';
import { child, childrenOf, childText, type Element, el } from '../../src/protocol/xml.ts';
import type { XmppClient } from '../../src/server/stream/client.ts';
import { type Site, startSite } from '../harness/site.ts';
import { MediaPerson } from './media-people.ts';
import { plain } from './pictures.ts';

const CHANNELS = 'channels.localhost';
const VCARD = el('vcard-temp', 'vCard');
const VCARD4 = el('urn:ietf:params:xml:ns:vcard-4.0', 'vcard');

let site: Site;
let anna: MediaPerson;
let ben: MediaPerson;

beforeAll(async () => {
  site = await startSite();
  [anna, ben] = await Promise.all([MediaPerson.join(site, 'anna'), MediaPerson.join(site, 'ben')]);
  const told = configChangeForm({ title: 'Anna <M>', description: 'Block F' });
  await anna.client.request('set', CHANNELS, configureRequest(anna.jid, told));
});

afterAll(async () => {
  await Promise.all([anna, ben].map((person) => person?.client.close()));
  await site?.stop();
});

const items = (node: string) =>
  el(NS.PUBSUB, 'pubsub', {}, el(NS.PUBSUB, 'items', { node, max_items: 1 }));

const payloadOf = (answer: Element) => childrenOf(answer)[0] as Element;

/** The item that a client gets of a node of somebody's account. */
async function itemOf({ client }: MediaPerson, whose: string, node: string) {
  const answer = await client.request('get', whose, items(node));
  const list = child(child(answer, 'pubsub', NS.PUBSUB) as Element, 'items');
  const item = list && child(list, 'item');
  return { id: item?.attrs.id, content: item && childrenOf(item)[0] };
}

test('a person has a vCard and an avatar for everybody’s client', async () => {
  for (const node of ['urn:xmpp:avatar:metadata', 'urn:xmpp:avatar:data']) {
    await expect(itemOf(ben, anna.jid, node)).rejects.toThrow('cancel/item-not-found');
  }
  await anna.put(await plain(), { avatar: true });
  const vcard = payloadOf(await ben.client.request('get', anna.jid, VCARD));
  expect([childText(vcard, 'FN'), childText(vcard, 'DESC')]).toEqual(['Anna <M>', 'Block F']);
  const metadata = await itemOf(ben, anna.jid, 'urn:xmpp:avatar:metadata');
  const data = await itemOf(ben, anna.jid, 'urn:xmpp:avatar:data');
  const picture = Buffer.from(String(data.content?.children[0]), 'base64');
  const sha1 = createHash('sha1').update(picture).digest('hex');
  expect([metadata.id, data.id]).toEqual([sha1, sha1]);
  const info = child(metadata.content as Element, 'info')?.attrs;
  expect(info).toMatchObject({ id: sha1, type: 'image/jpeg', bytes: String(picture.length) });
  const shown = child(vcard, 'PHOTO') as Element;
  expect(childText(shown, 'BINVAL')).toBe(picture.toString('base64'));
  const answer = await ben.client.request('get', anna.jid, VCARD4);
  const name = child(payloadOf(answer), 'fn') as Element;
  expect(childText(name, 'text')).toBe('Anna <M>');
  const { content } = await itemOf(ben, anna.jid, 'urn:xmpp:vcard4');
  expect(content?.name).toBe('vcard');
  const found = await anna.client.request('get', anna.jid, el(NS.DISCO_INFO, 'query'));
  const features = childrenOf(payloadOf(found), 'feature').map(({ attrs }) => attrs.var);
  expect(features).toContain('vcard-temp');
  // One's own, and that of who has told nothing yet.
  const own = await ben.client.request('get', ben.jid, VCARD);
  expect(childText(payloadOf(own), 'FN')).toBe('ben');
});

test('nobody learns of a profile what its channel does not tell them, or writes into it', async () => {
  const local = await MediaPerson.join(site, 'cleo');
  for (const [{ client, jid }, accessModel] of [
    [ben, 'authorize'],
    [local, 'local'],
  ] as const) {
    const closed = configChangeForm({ title: 'Closed', accessModel });
    await client.request('set', CHANNELS, configureRequest(jid, closed));
  }
  await local.client.close();
  for (const whose of [ben.jid, local.jid, 'nobody@localhost']) {
    for (const question of [VCARD, VCARD4, items('urn:xmpp:vcard4')]) {
      await expect(anna.client.request('get', whose, question)).rejects.toThrow(
        'cancel/item-not-found',
      );
    }
  }
  for (const whose of [anna.jid, ben.jid]) {
    await expect(anna.client.request('set', whose, VCARD)).rejects.toThrow('service-unavailable');
  }
});

test('/status says how one is, with any client, and is answered in words', async () => {
  const { client, jid } = anna;
  const statuses = async () => {
    const answer = await client.request('get', CHANNELS, statusRequest(jid));
    return readItemsAnswer(answer, jid).items.map(({ text }) => text);
  };
  const say = (who: XmppClient, body: string, type = 'chat') => {
    who.messages.length = 0;
    who.send(el(NS.CLIENT, 'message', { to: CHANNELS, type }, el(NS.CLIENT, 'body', {}, body)));
    return who
      .waitForMessage(({ attrs }) => attrs.from === CHANNELS)
      .then((answer) => {
        return childText(answer, 'body');
      });
  };
  expect(await say(client, '/status Out <of> town')).toBe('Your status is now: Out <of> town');
  expect(await say(client, '/status At home', 'normal')).toContain('At home');
  expect(await statuses()).toEqual(['At home']);
  expect(await say(client, 'hello')).toContain('/status');
  expect(await say(client, `/status ${'x'.repeat(4_097)}`)).toContain('at most 4096');
  expect(await statuses()).toEqual(['At home']);
  expect(await say(client, '/status')).toBe('You have no status now.');
  expect(await statuses()).toEqual([]);
});

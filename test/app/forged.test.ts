import { expect, test } from 'vitest';
import type { Store } from '../../src/app/store/store.ts';
import { saveChannel } from '../../src/app/store/write/channels.ts';
import { saveItems } from '../../src/app/store/write/items.ts';
import { hearReading } from '../../src/app/sync/hear-reading.ts';
import { hearService } from '../../src/app/sync/hear-service.ts';
import { takePushes } from '../../src/app/sync/incoming.ts';
import { createRequests } from '../../src/app/xmpp/requests.ts';
import { archiveResult, stanzaSeq } from '../../src/protocol/archive.ts';
import { entryOf } from '../../src/protocol/atom.ts';
import { nodeOf } from '../../src/protocol/channel.ts';
import {
  affiliationEvent,
  deletedEvent,
  publishedEvent,
  retractedEvent,
} from '../../src/protocol/event.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import { readingElement, readRequest } from '../../src/protocol/reading.ts';
import { errorOf } from '../../src/protocol/stanza.ts';
import { type Element, el } from '../../src/protocol/xml.ts';
import { SERVICE, withService } from './fake-service.ts';
import { CHANNEL, freshStore, item, ME } from './fresh-store.ts';

const NODE = nodeOf(CHANNEL);

/** Who is not the channel service, however near the name comes. */
const STRANGERS = [
  'mallory@example.org/x',
  ME,
  'example.org',
  `${SERVICE}/x`,
  `x@${SERVICE}`,
  SERVICE.toUpperCase(),
  `${SERVICE}.evil.example`,
  undefined,
];

const entry = entryOf(item('forged', 9), SERVICE);
const seq = stanzaSeq(SERVICE, 9);
const push = (event: Element) =>
  el(NS.CLIENT, 'message', { from: SERVICE, type: 'headline' }, event, seq);

/** What the service would be believed. */
const WORDS: readonly (readonly [string, readonly Element[]])[] = [
  ['a publication', [publishedEvent(SERVICE, NODE, 'forged', entry), seq]],
  ['a removal', [retractedEvent(NODE, 'real'), seq]],
  ['the end of a channel', [deletedEvent(NODE), seq]],
  ['a role', [affiliationEvent(NODE, ME, 'outcast'), seq]],
  ['a result of the archive', [archiveResult('q', 9, '', push(retractedEvent(NODE, 'real')))]],
  [
    'a carbon',
    [
      el(
        'urn:xmpp:carbons:2',
        'received',
        {},
        el(NS.FORWARD, 'forwarded', {}, push(retractedEvent(NODE, 'real'))),
      ),
    ],
  ],
  ['a reading', [readingElement({ channel: CHANNEL, floor: 9, unread: 0, upTo: 9, topics: [] })]],
  ['that all is read', [readRequest({ seq: 9 })]],
];

const TOO_FAST = {
  type: 'wait',
  condition: 'resource-constraint',
  app: { ns: NS.LIMITS, name: 'retry-after', attrs: { seconds: '0' } },
} as const;

/** A phone that listens to the service, and what it holds. */
async function phone() {
  const store = freshStore();
  const membership = { subscription: 'subscribed', affiliation: 'member' } as const;
  await saveChannel(store, { channel: CHANNEL, membership });
  await saveItems(store, [item('real', 1)], ME);
  const heard: string[] = [];
  const greeted = () => heard.push('presence');
  const ears = hearService(SERVICE, { came: greeted, left: greeted, refused: greeted });
  const { context } = withService(() => undefined);
  const own = { ...context, store, onMessage: ears.onMessage };
  takePushes(own);
  hearReading(own);
  return { store, ears, heard };
}

const everything = (store: Store) =>
  store.read(['channels', 'items', 'readings', 'tombstones', 'meta'], async (tx) =>
    Promise.all([
      tx.objectStore('channels').getAll(),
      tx.objectStore('items').getAll(),
      tx.objectStore('readings').getAll(),
      tx.objectStore('tombstones').getAll(),
      tx.objectStore('meta').getAll(),
    ]),
  );

test.each(WORDS)('S6: %s is believed from the service alone', async (_, children) => {
  const { store, ears, heard } = await phone();
  const items = () => store.read(['items'], (tx) => tx.objectStore('items').getAllKeys());
  const post = (id: string) => publishedEvent(SERVICE, NODE, id, entryOf(item(id, 20), SERVICE));
  ears.hear(push(post('first')));
  await expect.poll(items).toContainEqual([CHANNEL, 'first']);
  const before = await everything(store);
  for (const from of STRANGERS) {
    ears.hear(el(NS.CLIENT, 'message', { from, type: 'headline' }, ...children));
    ears.hear(el(NS.CLIENT, 'presence', { from, type: 'unavailable' }));
    ears.hear(el(NS.CLIENT, 'presence', { from }));
    ears.hear(errorOf(el(NS.CLIENT, 'presence', { to: from }), TOO_FAST));
  }
  // Stored one after the other: when this is here, whatever came before would be too.
  ears.hear(push(post('last')));
  await expect.poll(items).toContainEqual([CHANNEL, 'last']);
  await store.write(['items', 'channels', 'meta'], (tx) =>
    tx.objectStore('items').delete([CHANNEL, 'last']),
  );
  expect(await everything(store)).toEqual(before);
  expect(heard).toEqual([]);
});

test('S6: an answer counts from the address asked alone', async () => {
  const sent: Element[] = [];
  const requests = createRequests(async (stanza) => {
    sent.push(stanza);
  });
  const answered = requests.request(SERVICE, 'get', el(NS.PING, 'ping'));
  await expect.poll(() => sent.length).toBe(1);
  const id = sent[0]?.attrs.id;
  for (const from of STRANGERS.filter((jid) => jid !== SERVICE.toUpperCase())) {
    for (const type of ['result', 'error']) {
      expect(requests.answer(el(NS.CLIENT, 'iq', { type, id, from }))).toBe(false);
    }
  }
  expect(requests.answer(el(NS.CLIENT, 'iq', { type: 'result', id, from: SERVICE }))).toBe(true);
  await answered;
});

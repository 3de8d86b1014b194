import { expect, test } from 'vitest';
import { nodeOf } from '../../src/protocol/channel.ts';
import { NODE_CONFIG } from '../../src/protocol/config-form.ts';
import { form } from '../../src/protocol/data-form.ts';
import { MAX_ELEMENTS } from '../../src/protocol/limits.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import {
  OWN_CHANNELS_PAGE,
  ownChannelsRequest,
  readAffiliations,
  readOwnChannels,
} from '../../src/protocol/own-channels.ts';
import { readingElement } from '../../src/protocol/reading.ts';
import { childrenOf, type Element, el } from '../../src/protocol/xml.ts';
import { CHANNEL } from './fresh-store.ts';

const allowed = (element: Element): readonly string[] =>
  childrenOf(element).flatMap((inner) =>
    inner.name === 'allow' ? [inner.attrs.field ?? ''] : allowed(inner),
  );

function answer(channels: readonly string[]): Element {
  const values = Object.fromEntries(
    allowed(ownChannelsRequest()).map((field) => [field, `${field} of it`]),
  );
  const rows = channels.map((channel) => {
    const node = nodeOf(channel);
    const configure = el(NS.PUBSUB, 'configure', { node }, form('result', NODE_CONFIG, values));
    const attrs = { node, subscription: 'subscribed', jid: 'anna@example.org' };
    const reading = readingElement({ channel, floor: 1, unread: 2, upTo: 3, topics: [] });
    return el(NS.BUDDYCLOUD, 'subscription-with-configuration', attrs, configure, reading);
  });
  const list = el(NS.BUDDYCLOUD, 'subscriptions-with-configuration', {}, ...rows);
  return el(NS.CLIENT, 'iq', { type: 'result' }, el(NS.PUBSUB, 'pubsub', {}, list));
}

test('own channels are read with what a list shows of them', () => {
  const [own] = readOwnChannels(answer([CHANNEL]));
  expect(own).toMatchObject({ channel: CHANNEL, subscription: 'subscribed' });
  expect(own?.reading).toMatchObject({ floor: 1, unread: 2, upTo: 3 });
  expect(own?.config).toMatchObject({
    title: 'pubsub#title of it',
    description: 'pubsub#description of it',
    updated: 'buddycloud#last_updated of it',
  });
});

test('a page of them still fits into what a phone takes in', () => {
  const count = (element: Element): number =>
    childrenOf(element).reduce((sum, inner) => sum + count(inner), 1);
  const channels = Array.from(
    { length: OWN_CHANNELS_PAGE },
    (_, index) => `c${index}@topics.example.org`,
  );
  expect(count(answer(channels))).toBeLessThan(MAX_ELEMENTS);
  expect(readOwnChannels(answer(channels))).toHaveLength(OWN_CHANNELS_PAGE);
});

test('only the nodes of posts stand for a channel, whatever the namespace of the list', () => {
  const row = (name: string, affiliation: string) =>
    el(NS.PUBSUB_OWNER, 'affiliation', { node: nodeOf(CHANNEL, name), affiliation });
  const list = el(
    NS.PUBSUB_OWNER,
    'affiliations',
    {},
    row('status', 'owner'),
    row('posts', 'publisher'),
  );
  const iq = el(NS.CLIENT, 'iq', {}, el(NS.PUBSUB_OWNER, 'pubsub', {}, list));
  expect([...readAffiliations(iq)]).toEqual([[CHANNEL, 'publisher']]);
});

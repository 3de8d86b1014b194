import { expect, test } from 'vitest';
import { nodeOf } from '../../src/protocol/channel.ts';
import { configChangeForm } from '../../src/protocol/config-form.ts';
import { form, readForm } from '../../src/protocol/data-form.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import {
  configureRequest,
  itemRequest,
  publishRequest,
  registerRequest,
  repliesRequest,
  topicsRequest,
} from '../../src/protocol/pubsub.ts';
import { readPageInfo } from '../../src/protocol/rsm.ts';
import { child, childrenOf, childText, type Element, el } from '../../src/protocol/xml.ts';
import { parseElement } from '../../src/server/stream/parser.ts';
import { channelService, SERVICE, WELCOME } from './channel-service.ts';

const NODE = `/user/${WELCOME}/posts`;
const STRANGER = 'x@anon.example.org';

const pubsub = (inner: string) => parseElement(`<pubsub xmlns="${NS.PUBSUB}">${inner}</pubsub>`);

async function town() {
  const service = await channelService();
  for (const who of ['admin', 'thandi']) await service.ok(who, 'set', registerRequest());
  for (const id of ['u', 't']) {
    await service.ok('admin', 'set', publishRequest(WELCOME, { id, text: id }));
  }
  await service.ok('admin', 'set', publishRequest(WELCOME, { id: 'c1', text: '1', parent: 't' }));
  return service;
}

const itemsIn = (answer: Element) => childrenOf(child(answer, 'items') as Element, 'item');
const entryIn = (item: Element) => child(item, 'entry', NS.ATOM) as Element;

test('a service of nodes is found, each with what it is', async () => {
  const service = await town();
  const about = await service.ok(STRANGER, 'get', el(NS.DISCO_INFO, 'query'));
  const identities = childrenOf(about, 'identity').map(({ attrs }) => attrs.type);
  expect(identities).toContain('service');
  const [first] = childrenOf(await service.ok(STRANGER, 'get', el(NS.DISCO_ITEMS, 'query')));
  const node = first?.attrs.node as string;
  const leaf = await service.ok(STRANGER, 'get', el(NS.DISCO_INFO, 'query', { node }));
  expect(child(leaf, 'identity')?.attrs).toMatchObject({ category: 'pubsub', type: 'leaf' });
  const features = childrenOf(leaf, 'feature').map(({ attrs }) => attrs.var);
  expect(features).toEqual(expect.arrayContaining([NS.PUBSUB, NS.MICROBLOG, NS.SOCIAL_FEED]));
  expect(readForm(leaf)?.values.get('pubsub#type')).toBe(NS.ATOM);
});

test('where all who follow may comment, its owner alone still says how they are', async () => {
  const service = await town();
  const own = 'thandi@example.org';
  const vars = { 'x-buddycloud#comments_by': 'everyone' };
  await service.ok('thandi', 'set', configureRequest(own, configChangeForm({ vars })));
  const model = async (name: string) => {
    const node = nodeOf(own, name);
    const leaf = await service.ok(STRANGER, 'get', el(NS.DISCO_INFO, 'query', { node }));
    return readForm(leaf)?.values.get('pubsub#publish_model');
  };
  expect([await model('posts'), await model('status')]).toEqual(['subscribers', 'publishers']);
});

test('a topic names a node for its comments, and that is read like any', async () => {
  const service = await town();
  const [topic] = itemsIn(await service.ok(STRANGER, 'get', topicsRequest(WELCOME, {})));
  const link = child(entryIn(topic as Element), 'link');
  expect(link?.attrs).toMatchObject({ rel: 'replies', title: 'comments' });
  const [, jid, encoded] = /^xmpp:([^?]+)\?;node=(.+)$/.exec(link?.attrs.href ?? '') ?? [];
  expect(jid).toBe(SERVICE);
  const node = decodeURIComponent(encoded as string);
  expect(node.startsWith('urn:xmpp:microblog:0:comments/')).toBe(true);

  const comments = await service.ok(STRANGER, 'get', pubsub(`<items node="${node}"/>`));
  expect(itemsIn(comments).map(({ attrs }) => attrs.id)).toEqual(['c1']);
  expect(child(comments, 'items')?.attrs.node).toBe(node);
  expect(readPageInfo(comments)?.count).toBe(1);
  const one = await service.ok(
    STRANGER,
    'get',
    pubsub(`<items node="${node}"><item id="c1"/></items>`),
  );
  expect(itemsIn(one)).toHaveLength(1);
  const info = await service.ok(STRANGER, 'get', el(NS.DISCO_INFO, 'query', { node }));
  expect(info.attrs.node).toBe(node);

  const entry = `<entry xmlns="${NS.ATOM}"><title type="text">Same here</title></entry>`;
  const publish = pubsub(`<publish node="${node}"><item id="c2">${entry}</item></publish>`);
  await service.ok('thandi', 'set', publish);
  const replies = itemsIn(await service.ok('thandi', 'get', repliesRequest(WELCOME, 't', {})));
  expect(replies.map((item) => childText(entryIn(item), 'content'))).toEqual(['1', 'Same here']);
  expect(child(entryIn(replies[0] as Element), 'link')).toBeUndefined();
  await service.ok('thandi', 'set', pubsub(`<retract node="${node}"><item id="c2"/></retract>`));
});

test('comments come in pages from the first on, without a page the newest ones', async () => {
  const service = await town();
  for (const id of ['c2', 'c3', 'c4']) {
    await service.ok('admin', 'set', publishRequest(WELCOME, { id, text: id, parent: 't' }));
  }
  const node = `urn:xmpp:microblog:0:comments/${WELCOME}/t`;
  const read = async (attrs: string, page = '') => {
    const set = page && `<set xmlns="${NS.RSM}">${page}</set>`;
    const asked = pubsub(`<items node="${node}" ${attrs}/>${set}`);
    return itemsIn(await service.ok(STRANGER, 'get', asked)).map(({ attrs }) => attrs.id);
  };
  expect(await read('')).toEqual(['c1', 'c2', 'c3', 'c4']);
  expect(await read('max_items="2"')).toEqual(['c3', 'c4']);
  expect(await read('', '<max>2</max>')).toEqual(['c1', 'c2']);
  expect(await read('', '<max>2</max><after>c1</after>')).toEqual(['c2', 'c3']);
  expect(await read('', '<max>2</max><before/>')).toEqual(['c3', 'c4']);
});

test.each([
  [
    'an unknown topic',
    'get',
    `<items node="urn:xmpp:microblog:0:comments/${WELCOME}/no"/>`,
    'modify/bad-request +parent-item-not-found',
  ],
  [
    'an unknown channel',
    'get',
    '<items node="urn:xmpp:microblog:0:comments/no@topics.example.org/t"/>',
    'cancel/item-not-found',
  ],
  [
    'a topic as a comment',
    'get',
    `<items node="urn:xmpp:microblog:0:comments/${WELCOME}/t"><item id="t"/></items>`,
    'cancel/item-not-found',
  ],
  [
    'removing a topic as a comment',
    'set',
    `<retract node="urn:xmpp:microblog:0:comments/${WELCOME}/t"><item id="t"/></retract>`,
    'cancel/item-not-found',
  ],
  [
    'removing a comment of another topic',
    'set',
    `<retract node="urn:xmpp:microblog:0:comments/${WELCOME}/u"><item id="c1"/></retract>`,
    'cancel/item-not-found',
  ],
  [
    'a comment on another topic',
    'set',
    `<publish node="urn:xmpp:microblog:0:comments/${WELCOME}/u"><item><entry xmlns="${NS.ATOM}"><content>x</content><in-reply-to xmlns="${NS.THREAD}" ref="t"/></entry></item></publish>`,
    'modify/bad-request +parent-item-not-found',
  ],
  [
    'a node of no channel',
    'get',
    '<items node="urn:xmpp:microblog:0"/>',
    'cancel/feature-not-implemented',
  ],
  [
    'following comments alone',
    'set',
    `<subscribe node="urn:xmpp:microblog:0:comments/${WELCOME}/t" jid="thandi@example.org"/>`,
    'modify/bad-request +invalid-node-format',
  ],
] as const)('refuses: %s', async (_, type, inner, expected) => {
  const service = await town();
  for (const who of inner.includes('jid=') ? ['thandi'] : ['thandi', 'admin']) {
    const answer = await service.refused(who, type, pubsub(inner));
    expect(answer, who).toBe(expected);
  }
});

test('comments of a closed channel are as closed as it is', async () => {
  const service = await town();
  const configure = el(
    NS.PUBSUB_OWNER,
    'configure',
    { node: NODE },
    form('submit', '', {
      'pubsub#access_model': 'authorize',
    }),
  );
  await service.ok('admin', 'set', el(NS.PUBSUB_OWNER, 'pubsub', {}, configure));
  const node = `urn:xmpp:microblog:0:comments/${WELCOME}/t`;
  expect(await service.refused(STRANGER, 'get', pubsub(`<items node="${node}"/>`))).toBe(
    'auth/forbidden +closed-node',
  );
});

test.each([
  ['what is so', { 'pubsub#access_model': 'open', 'pubsub#type': NS.MICROBLOG }, 'accepted'],
  ['what means nothing here', { 'pubsub#deliver_payloads': 'true' }, 'accepted'],
  [
    'another audience',
    { 'pubsub#access_model': 'whitelist' },
    'cancel/conflict +precondition-not-met',
  ],
  ['nothing kept', { 'pubsub#persist_items': 'false' }, 'cancel/conflict +precondition-not-met'],
])('publishing on condition of %s', async (_, fields, expected) => {
  const service = await town();
  const [publish] = childrenOf(publishRequest(WELCOME, { id: 'x', text: 'x' }));
  const options = el(
    NS.PUBSUB,
    'publish-options',
    {},
    form('submit', `${NS.PUBSUB}#publish-options`, fields),
  );
  const request = el(NS.PUBSUB, 'pubsub', {}, publish as Element, options);
  expect(await service.refused('thandi', 'set', request)).toBe(expected);
  expect(await service.refused('thandi', 'get', itemRequest(WELCOME, 'x'))).toBe(
    expected === 'accepted' ? 'accepted' : 'cancel/item-not-found',
  );
});

test('where all who follow may comment, that is a condition that holds, and the other one is not', async () => {
  const service = await channelService();
  for (const who of ['admin', 'thandi']) await service.ok(who, 'set', registerRequest());
  const vars = { 'x-buddycloud#topics_by': 'everyone', 'x-buddycloud#comments_by': 'everyone' };
  await service.ok('admin', 'set', configureRequest(WELCOME, configChangeForm({ vars })));
  const [publish] = childrenOf(publishRequest(WELCOME, { id: 'x', text: 'x' }));
  const asking = (model: string) =>
    el(
      NS.PUBSUB,
      'pubsub',
      {},
      publish as Element,
      el(
        NS.PUBSUB,
        'publish-options',
        {},
        form('submit', `${NS.PUBSUB}#publish-options`, { 'pubsub#publish_model': model }),
      ),
    );
  expect(await service.refused('thandi', 'set', asking('publishers'))).toBe(
    'cancel/conflict +precondition-not-met',
  );
  expect(await service.refused('thandi', 'set', asking('subscribers'))).toBe('accepted');
});

/** What other programs may send and our own phones never do: each is answered as the protocol says. */
import { describe, expect, test } from 'vitest';
import { configChangeForm } from '../../src/protocol/config-form.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import {
  itemRequest,
  publishRequest,
  registerRequest,
  subscribeRequest,
} from '../../src/protocol/pubsub.ts';
import { createRequest, setAffiliationRequest } from '../../src/protocol/pubsub-owner.ts';
import { child, childrenOf, type Element, el } from '../../src/protocol/xml.ts';
import { parseElement } from '../../src/server/stream/parser.ts';
import { channelService, SERVICE, WELCOME } from './channel-service.ts';

const NODE = `/user/${WELCOME}/posts`;
const ROADS = 'roads@topics.example.org';
const ELSEWHERE = `/user/${ROADS}/posts`;
const NOWHERE = '/user/no@topics.example.org/posts';

const pubsub = (inner: string) => parseElement(`<pubsub xmlns="${NS.PUBSUB}">${inner}</pubsub>`);
const owner = (inner: string) =>
  parseElement(`<pubsub xmlns="${NS.PUBSUB_OWNER}">${inner}</pubsub>`);
const bc = `xmlns="${NS.BUDDYCLOUD}"`;
const submitted = (type: string, ...fields: string[]) =>
  `<x xmlns="${NS.DATA}" type="submit"><field var="FORM_TYPE" type="hidden"><value>${NS.PUBSUB}#${type}</value></field>${fields.join('')}</x>`;
const field = (name: string, value: string) =>
  `<field var="${name}"><value>${value}</value></field>`;
const entry = (text: string, more = '') =>
  `<entry xmlns="${NS.ATOM}"><content>${text}</content>${more}</entry>`;

/** thandi posts in two channels; piet follows one; admin owns both. */
async function town() {
  const service = await channelService();
  for (const who of ['admin', 'thandi', 'piet']) await service.ok(who, 'set', registerRequest());
  const publisher = configChangeForm({ defaultAffiliation: 'publisher' });
  await service.ok('admin', 'set', createRequest(ROADS, publisher));
  await service.ok('thandi', 'set', subscribeRequest(ROADS, 'thandi@example.org'));
  const post = (who: string, channel: string, id: string, parent: string | null = null) =>
    service.ok(who, 'set', publishRequest(channel, { id, text: id, parent }));
  await post('thandi', WELCOME, 't');
  await post('thandi', WELCOME, 'c', 't');
  await post('piet', WELCOME, 'd', 't');
  await post('piet', WELCOME, 'his');
  await post('thandi', ROADS, 'there');
  const isThere = async (id: string, channel = WELCOME) =>
    (await service.refused('thandi', 'get', itemRequest(channel, id))) === 'accepted';
  return { service, post, isThere };
}

const rowsIn = (answer: Element, list: string) =>
  childrenOf(child(answer, list) as Element).map(({ attrs }) => attrs);

describe('a node that is missing, malformed or not there', () => {
  const noSuch = 'cancel/item-not-found';
  const noNode = 'modify/bad-request +nodeid-required';
  const bad = 'modify/bad-request';
  const jid = 'jid="thandi@example.org"';
  const items = (node: string) => pubsub(`<items ${node}/>`);
  test.each<[string, 'get' | 'set', (node: string) => Element, string[]]>([
    ['items', 'get', items, [noNode, 'cancel/feature-not-implemented', noSuch]],
    [
      'one item',
      'get',
      (node) => pubsub(`<items ${node}><item id="t"/></items>`),
      [noNode, 'cancel/feature-not-implemented', noSuch],
    ],
    [
      'replies',
      'get',
      (node) => pubsub(`<replies ${bc} ${node} item_id="t"/>`),
      [noNode, bad, noSuch],
    ],
    [
      'a thread',
      'get',
      (node) => pubsub(`<thread ${bc} ${node} item_id="t"/>`),
      [noNode, bad, noSuch],
    ],
    ['threads', 'get', (node) => pubsub(`<threads ${node}/>`), [noNode, bad, noSuch]],
    [
      'publish',
      'set',
      (node) => pubsub(`<publish ${node}><item>${entry('x')}</item></publish>`),
      [noNode, bad, noSuch],
    ],
    [
      'retract',
      'set',
      (node) => pubsub(`<retract ${node}><item id="t"/></retract>`),
      [noNode, bad, noSuch],
    ],
    [
      'subscribe',
      'set',
      (node) => pubsub(`<subscribe ${node} ${jid}/>`),
      [noNode, `${bad} +invalid-node-format`, noSuch],
    ],
    [
      'unsubscribe',
      'set',
      (node) => pubsub(`<unsubscribe ${node} ${jid}/>`),
      [noNode, bad, noSuch],
    ],
    ['who follows', 'get', (node) => pubsub(`<subscriptions ${node}/>`), ['accepted', bad, noSuch]],
    ['roles', 'get', (node) => owner(`<affiliations ${node}/>`), ['accepted', bad, noSuch]],
    [
      'setting who follows',
      'set',
      (node) =>
        owner(
          `<subscriptions ${node}><subscription jid="a@example.org" subscription="none"/></subscriptions>`,
        ),
      [noNode, bad, noSuch],
    ],
    [
      'setting roles',
      'set',
      (node) =>
        owner(
          `<affiliations ${node}><affiliation jid="a@example.org" affiliation="none"/></affiliations>`,
        ),
      [noNode, bad, noSuch],
    ],
    ['the settings', 'get', (node) => owner(`<configure ${node}/>`), [noNode, bad, noSuch]],
    [
      'setting them',
      'set',
      (node) => owner(`<configure ${node}>${submitted('node_config')}</configure>`),
      [noNode, bad, noSuch],
    ],
    ['delete', 'set', (node) => owner(`<delete ${node}/>`), [noNode, bad, noSuch]],
    [
      'what a node is',
      'get',
      (node) => parseElement(`<query xmlns="${NS.DISCO_INFO}" ${node || 'node=""'}/>`),
      [noNode, bad, noSuch],
    ],
    [
      'the archive',
      'set',
      (node) => parseElement(`<query xmlns="${NS.MAM}" ${node}/>`),
      ['accepted', bad, noSuch],
    ],
  ])('%s', async (_, type, request, expected) => {
    const { service } = await town();
    const found: string[] = [];
    for (const node of ['', 'node="posts"', `node="${NOWHERE}"`]) {
      found.push(await service.refused('thandi', type, request(node)));
    }
    expect(found).toEqual(expected);
    expect(service.failures).toEqual([]);
  });
});

test.each([
  [
    'recent items without a number',
    `<recent-items ${bc} since="2026-01-01T00:00:00Z"/>`,
    'max-required',
  ],
  [
    'recent items, none of a number',
    `<recent-items ${bc} max="many" since="2026-01-01T00:00:00Z"/>`,
    'invalid-max-value-provided',
  ],
  [
    'recent items, fewer than all',
    `<recent-items ${bc} max="-2" since="2026-01-01T00:00:00Z"/>`,
    'invalid-max-value-provided',
  ],
  ['recent items of no time', `<recent-items ${bc} max="1"/>`, 'since-required'],
  [
    'recent items of a bad time',
    `<recent-items ${bc} max="1" since="yesterday"/>`,
    'invalid-since-value-provided',
  ],
  ['user items of no time', `<user-items ${bc}/>`, 'since-required'],
  ['user items of a bad time', `<user-items ${bc} since="soon"/>`, 'invalid-since-value-provided'],
  ['replies to nothing', `<replies ${bc} node="${NODE}"/>`, 'itemid-required'],
  ['replies to no id', `<replies ${bc} node="${NODE}" item_id="a b"/>`, 'itemid-required'],
  [
    'replies to what is not there',
    `<replies ${bc} node="${NODE}" item_id="no"/>`,
    'parent-item-not-found',
  ],
  ['a thread of nothing', `<thread ${bc} node="${NODE}"/>`, 'itemid-required'],
])('refuses: %s', async (_, inner, reason) => {
  const { service } = await town();
  const answer = await service.refused('thandi', 'get', pubsub(inner));
  expect(answer).toBe(`modify/bad-request +${reason}`);
});

describe('removing', () => {
  const retract = (inner: string, attrs = `node="${NODE}"`) =>
    pubsub(`<retract ${attrs}>${inner}</retract>`);
  const item = (id: string) => `<item id="${id}"/>`;

  test.each([
    ['nothing', '', 'modify/bad-request +item-required'],
    ['what has no id', '<item/>', 'modify/bad-request +item-required'],
    ['one, and what has no id', `${item('t')}<item/>`, 'modify/bad-request +item-required'],
    ['half a global id', item(`tag:${SERVICE},t`), 'modify/bad-request +global-id-error'],
    ['more than one', item(`tag:${SERVICE},${NODE},t,t`), 'modify/bad-request +global-id-error'],
    ['what is no id', item('a b'), 'modify/bad-request +global-id-error'],
    ['what is not there', item('no'), 'cancel/item-not-found'],
    [
      'what is there under another node',
      item(`tag:${SERVICE},${ELSEWHERE},t`),
      'modify/bad-request +global-id-error',
    ],
    ['the same by its short name', item(`${ELSEWHERE},t`), 'modify/bad-request +global-id-error'],
    ['another’s', item('his'), 'auth/forbidden'],
    ['one’s own and another’s', `${item('t')}${item('his')}`, 'auth/forbidden'],
    ['one’s own and what is not there', `${item('t')}${item('no')}`, 'cancel/item-not-found'],
  ])('refuses: %s; nothing is removed', async (_, inner, expected) => {
    const { service, isThere } = await town();
    expect(await service.refused('thandi', 'set', retract(inner))).toBe(expected);
    for (const id of ['t', 'c', 'd', 'his']) expect(await isThere(id), id).toBe(true);
  });

  test.each([
    ['by its own id', item('t')],
    ['by its short id', item(`${NODE},t`)],
    ['by its global id', item(`tag:${SERVICE},${NODE},t`)],
    [
      'by the address as somebody typed it',
      item(`tag:${SERVICE},/user/WELCOME@Topics.Example.ORG/posts,t`),
    ],
    ['and its comments before it', `${item('d')}${item('c')}${item('t')}`],
    ['and its comments after it', `${item('t')}${item('c')}${item('d')}`],
    ['twice', `${item('t')}${item('t')}`],
  ])('a topic %s', async (_, inner) => {
    const { service, isThere } = await town();
    expect(await service.refused('admin', 'set', retract(inner))).toBe('accepted');
    for (const id of ['t', 'c', 'd']) expect(await isThere(id), id).toBe(false);
    expect(await isThere('his')).toBe(true);
    expect(await isThere('there', ROADS)).toBe(true);
  });

  test.each(['true', '1', 'false', '0', 'perhaps'])(
    'others are told of it, whatever is said of that: notify="%s"',
    async (notify) => {
      const { service } = await town();
      await service.online('piet');
      await service.ok('thandi', 'set', retract(item('c'), `node="${NODE}" notify="${notify}"`));
      expect(await service.pushes('piet')).toHaveLength(1);
    },
  );
});

test('an id of another node is none of this one’s, wherever one is taken', async () => {
  const { service, post } = await town();
  await post('thandi', ROADS, 't');
  for (const id of [`tag:${SERVICE},${ELSEWHERE},t`, `${ELSEWHERE},t`]) {
    const reply = `<in-reply-to xmlns="${NS.THREAD}" ref="${id}"/>`;
    const target = (of: string) =>
      `<in-reply-to xmlns="${NS.THREAD}" ref="t"/><target xmlns="${NS.ACTIVITY}"><id>${of}</id></target>`;
    const publish = (more: string, own = 'n1') =>
      pubsub(`<publish node="${NODE}"><item id="${own}">${entry('x', more)}</item></publish>`);
    const tries: (readonly [type: 'get' | 'set', Element, string])[] = [
      ['get', pubsub(`<items node="${NODE}"><item id="${id}"/></items>`), 'cancel/item-not-found'],
      [
        'get',
        pubsub(`<replies ${bc} node="${NODE}" item_id="${id}"/>`),
        'modify/bad-request +itemid-required',
      ],
      [
        'get',
        pubsub(`<thread ${bc} node="${NODE}" item_id="${id}"/>`),
        'modify/bad-request +itemid-required',
      ],
      [
        'get',
        pubsub(`<items node="${NODE}"/><set xmlns="${NS.RSM}"><after>${id}</after></set>`),
        'cancel/item-not-found',
      ],
      ['set', publish(reply), 'modify/bad-request +parent-item-not-found'],
      ['set', publish(target(id)), 'modify/bad-request +targeted-item-not-found'],
      ['set', publish('', id), 'modify/bad-request +invalid-item-id'],
      ['set', el(NS.READ, 'read', { node: NODE, item: id, seq: '1' }), 'cancel/item-not-found'],
      ...(['approve', 'take-back'] as const).map(
        (verb) =>
          [
            'set',
            el(NS.OFFICE, verb, { node: NODE, id }),
            'modify/bad-request +item-required',
          ] as const,
      ),
    ];
    for (const [type, request, expected] of tries) {
      expect(await service.refused('thandi', type, request), JSON.stringify(request)).toBe(
        expected,
      );
    }
  }
});

describe('the order in which things are said does not matter', () => {
  const jid = 'thandi@example.org/phone';
  const conditions = `<publish-options>${submitted('publish-options', field('pubsub#access_model', 'whitelist'))}</publish-options>`;
  const news = `<publish node="${NODE}"><item id="n1">${entry('x')}</item></publish>`;
  const create = `<create node="/user/thandi@example.org/thoughts"/>`;
  const configure = `<configure>${submitted('node_config')}</configure>`;
  const watch = `<subscribe node="${NODE}" jid="${jid}"/>`;
  const options = `<options node="${NODE}" jid="${jid}">${submitted('subscribe_options', field('pubsub#expire', 'presence'))}</options>`;

  test.each(
    [
      ['conditions and a post', conditions, news, 'cancel/conflict +precondition-not-met'],
      ['settings and a node', configure, create, 'accepted'],
      ['options and watching', options, watch, 'accepted'],
    ].flatMap(([name, one, other, expected]) => [
      [name, `${one}${other}`, expected],
      [`${name}, turned round`, `${other}${one}`, expected],
    ]),
  )('%s', async (_, inner = '', expected = '') => {
    const { service } = await town();
    expect(await service.refused('thandi', 'set', pubsub(inner))).toBe(expected);
    if (!inner.includes('<options')) return;
    // To watch is not to follow: the answer names the connection.
    const answer = await service.ok('thandi', 'set', pubsub(inner));
    expect(child(answer, 'subscription')?.attrs.jid).toBe(jid);
  });

  test('a page before what it is a page of, and parts of an entry', async () => {
    const { service, isThere } = await town();
    const page = `<set xmlns="${NS.RSM}"><before/><max>1</max></set>`;
    for (const inner of [`${page}<items node="${NODE}"/>`, `<items node="${NODE}"/>${page}`]) {
      const answer = await service.ok('thandi', 'get', pubsub(inner));
      expect(rowsIn(answer, 'items')).toHaveLength(1);
    }
    const turned = `<entry xmlns="${NS.ATOM}"><in-reply-to xmlns="${NS.THREAD}" ref="t"/><x xmlns="urn:x"/>
      <content>words</content><title>A title</title></entry>`;
    const publish = pubsub(`<publish node="${NODE}"><item id="n1">${turned}</item></publish>`);
    await service.ok('piet', 'set', publish);
    expect(await isThere('n1')).toBe(true);
  });
});

describe('addresses are read as anybody spells them', () => {
  const TYPED = '/user/WELCOME@Topics.Example.ORG/posts';

  test('of people, in every verb that names one', async () => {
    const { service } = await town();
    const PIET = 'PIET@Example.ORG/a Phone';
    const stands = async () => {
      const answer = await service.ok('admin', 'get', pubsub(`<affiliations node="${NODE}"/>`));
      const row = rowsIn(answer, 'affiliations').find(({ jid }) => jid === 'piet@example.org');
      return row?.affiliation;
    };
    const role = (affiliation: string) =>
      owner(
        `<affiliations node="${NODE}"><affiliation jid="${PIET}" affiliation="${affiliation}"/></affiliations>`,
      );
    await service.ok('admin', 'set', role('moderator'));
    expect(await stands()).toBe('moderator');
    const evict = `<subscriptions node="${NODE}"><subscription jid="${PIET}" subscription="none"/></subscriptions>`;
    await service.ok('admin', 'set', owner(evict));
    expect(await stands()).toBeUndefined();
    const follow = pubsub(`<subscribe node="${TYPED}" jid="${PIET}"/>`);
    const answer = await service.ok('piet', 'set', follow);
    expect(child(answer, 'subscription')?.attrs.jid).toBe('piet@example.org');
    expect(await stands()).toBe('publisher');
    // Of another connection, nobody leaves by it.
    const leave = (jid: string) => pubsub(`<unsubscribe node="${TYPED}" jid="${jid}"/>`);
    expect(await service.refused('piet', 'set', leave(PIET))).toContain('+not-subscribed');
    expect(await stands()).toBe('publisher');
    await service.ok('piet', 'set', leave('PIET@Example.ORG'));
    expect(await stands()).toBeUndefined();
    await service.ok('admin', 'set', role('outcast'));
    expect(await stands()).toBe('outcast');
  });

  test('of channels, in every verb that names a node', async () => {
    const { service, isThere } = await town();
    const typed: [type: 'get' | 'set', Element][] = [
      ['get', pubsub(`<items node="${TYPED}"/>`)],
      ['get', pubsub(`<items node="${TYPED}"><item id="t"/></items>`)],
      ['get', pubsub(`<replies ${bc} node="${TYPED}" item_id="t"/>`)],
      ['get', pubsub(`<thread ${bc} node="${TYPED}" item_id="t"/>`)],
      ['get', pubsub(`<threads node="${TYPED}"/>`)],
      ['get', pubsub(`<subscriptions node="${TYPED}"/>`)],
      ['get', owner(`<affiliations node="${TYPED}"/>`)],
      ['get', owner(`<configure node="${TYPED}"/>`)],
      ['get', parseElement(`<query xmlns="${NS.DISCO_INFO}" node="${TYPED}"/>`)],
      ['set', parseElement(`<query xmlns="${NS.MAM}" node="${TYPED}"/>`)],
      ['set', owner(`<configure node="${TYPED}">${submitted('node_config')}</configure>`)],
      ['set', pubsub(`<publish node="${TYPED}"><item id="n1">${entry('x')}</item></publish>`)],
    ];
    for (const [type, request] of typed) {
      expect(await service.refused('admin', type, request), JSON.stringify(request)).toBe(
        'accepted',
      );
    }
    expect(await isThere('n1')).toBe(true);
    const create = pubsub(
      `<create node="${TYPED}"/><configure>${submitted('node_config')}</configure>`,
    );
    expect(await service.refused('admin', 'set', create)).toBe('cancel/conflict +suggestion');
    await service.ok('admin', 'set', pubsub(`<retract node="${TYPED}"><item id="n1"/></retract>`));
    expect(await isThere('n1')).toBe(false);
    await service.ok('admin', 'set', owner(`<delete node="${TYPED}"/>`));
    expect(await isThere('t')).toBe(false);
  });
});

describe('sets of people', () => {
  const subscriptions = (...rows: [who: string, state: string][]) =>
    owner(
      `<subscriptions node="${ELSEWHERE}">${rows.map(([who, state]) => `<subscription jid="${who}@example.org" subscription="${state}"/>`).join('')}</subscriptions>`,
    );
  const affiliations = (...rows: [who: string, role: string][]) =>
    owner(
      `<affiliations node="${ELSEWHERE}">${rows.map(([who, role]) => `<affiliation jid="${who}@example.org" affiliation="${role}"/>`).join('')}</affiliations>`,
    );

  /** Two wait to be let in; thandi is in. */
  async function waiting() {
    const { service } = await town();
    const closed = `<configure node="${ELSEWHERE}">${submitted('node_config', field('pubsub#access_model', 'authorize'))}</configure>`;
    await service.ok('admin', 'set', owner(closed));
    for (const who of ['ann', 'ben']) {
      await service.ok(who, 'set', subscribeRequest(ROADS, `${who}@example.org`));
    }
    const state = async () => {
      const answer = await service.ok(
        'admin',
        'get',
        pubsub(`<subscriptions node="${ELSEWHERE}"/>`),
      );
      const roles = await service.ok('admin', 'get', pubsub(`<affiliations node="${ELSEWHERE}"/>`));
      const of = (rows: readonly Record<string, string>[], what: string) =>
        rows.map((row) => `${row.jid?.split('@')[0]} ${row[what]}`);
      return [
        ...of(rowsIn(answer, 'subscriptions'), 'subscription'),
        ...of(rowsIn(roles, 'affiliations'), 'affiliation'),
      ];
    };
    return { service, state };
  }

  test.each([
    ['nobody', subscriptions(), 'modify/bad-request'],
    ['nobody, of roles', affiliations(), 'modify/bad-request'],
    [
      'one who waits and a stranger',
      subscriptions(['ann', 'subscribed'], ['zoe', 'subscribed']),
      'modify/unexpected-request',
    ],
    [
      'two who wait and a state that is none',
      subscriptions(['ann', 'subscribed'], ['ben', 'none'], ['thandi', 'unconfigured']),
      'modify/bad-request',
    ],
    [
      'one who waits and oneself',
      subscriptions(['ann', 'none'], ['admin', 'none']),
      'cancel/not-allowed +can-not-modify-own-subscription',
    ],
    [
      'a role and a word that is none',
      affiliations(['thandi', 'moderator'], ['ann', 'king']),
      'modify/bad-request',
    ],
    [
      'a ban and a role for a stranger',
      affiliations(['thandi', 'outcast'], ['zoe', 'member']),
      'modify/unexpected-request',
    ],
    [
      'a role and one’s own',
      affiliations(['thandi', 'moderator'], ['admin', 'member']),
      'cancel/not-allowed +can-not-modify-own-affiliation',
    ],
  ])('with %s are refused whole', async (_, request, expected) => {
    const { service, state } = await waiting();
    const before = await state();
    for (const who of ['admin', 'thandi', 'ann']) await service.online(who);
    expect(await service.refused('admin', 'set', request)).toBe(expected);
    expect(await state()).toEqual(before);
    for (const who of ['admin', 'thandi', 'ann']) expect(await service.pushes(who)).toEqual([]);
  });

  test('are done whole', async () => {
    const { service, state } = await waiting();
    await service.ok(
      'admin',
      'set',
      subscriptions(['ann', 'subscribed'], ['ben', 'none'], ['thandi', 'none']),
    );
    expect(await state()).toEqual([
      ...['admin subscribed', 'ann subscribed'],
      ...['admin owner', 'ann publisher'],
    ]);
  });

  test('by who may not are refused, whatever is in them', async () => {
    const { service } = await waiting();
    for (const who of ['thandi', 'ann', 'stranger', 'x@anon.example.org']) {
      expect(await service.refused(who, 'set', subscriptions(['ben', 'subscribed']))).toBe(
        'auth/forbidden',
      );
      expect(await service.refused(who, 'set', affiliations(['ben', 'owner']))).toBe(
        'auth/not-authorized',
      );
    }
  });
});

test('what one node of a bundle holds is nobody’s but its own', async () => {
  const { service } = await town();
  const status = '/user/thandi@example.org/status';
  const geo = '/user/thandi@example.org/geo/current';
  const publish = (node: string, id: string) =>
    pubsub(`<publish node="${node}"><item id="${id}">${entry(id)}</item></publish>`);
  await service.ok('thandi', 'set', publish(status, 'one'));
  await service.ok('thandi', 'set', publish(geo, 'one'));
  for (const node of [status, geo]) {
    expect(await service.refused('piet', 'set', publish(node, 'two'))).toBe('auth/forbidden');
    const answer = await service.ok('piet', 'get', pubsub(`<items node="${node}"/>`));
    expect(rowsIn(answer, 'items')).toEqual([{ id: 'one' }]);
    const foreign = pubsub(`<retract node="${node}"><item id="one"/></retract>`);
    expect(await service.refused('piet', 'set', foreign)).toBe('auth/forbidden');
  }
  const posts = '/user/thandi@example.org/posts';
  const answer = await service.ok('piet', 'get', pubsub(`<items node="${posts}"/>`));
  expect(rowsIn(answer, 'items')).toEqual([]);
  await service.ok('thandi', 'set', pubsub(`<retract node="${geo}"><item id="one"/></retract>`));
  const left = await service.ok('piet', 'get', pubsub(`<items node="${status}"/>`));
  expect(rowsIn(left, 'items')).toEqual([{ id: 'one' }]);
  // A ban is of the whole bundle.
  const outcast = setAffiliationRequest('thandi@example.org', 'piet@example.org', 'outcast');
  await service.ok('thandi', 'set', outcast);
  for (const node of [status, geo, posts]) {
    expect(await service.refused('piet', 'get', pubsub(`<items node="${node}"/>`))).toBe(
      'auth/forbidden',
    );
  }
});

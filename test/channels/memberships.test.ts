import { describe, expect, test } from 'vitest';
import { unregisterRequest } from '../../src/protocol/account.ts';
import { readAuthorization } from '../../src/protocol/authorization.ts';
import { configChangeForm, NODE_CONFIG } from '../../src/protocol/config-form.ts';
import { form, readForm } from '../../src/protocol/data-form.ts';
import { readEvent } from '../../src/protocol/event.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import {
  affiliationsRequest,
  configureRequest,
  publishRequest,
  registerRequest,
  subscribeRequest,
  topicsRequest,
  unsubscribeRequest,
  watchRequest,
} from '../../src/protocol/pubsub.ts';
import {
  createRequest,
  deleteRequest,
  setAffiliationRequest,
} from '../../src/protocol/pubsub-owner.ts';
import { readError } from '../../src/protocol/stanza.ts';
import { child, childrenOf, type Element, el } from '../../src/protocol/xml.ts';
import { RATES } from '../../src/server/service/rates.ts';
import { channelService, WELCOME } from './channel-service.ts';
import { isWired } from './transport.ts';

const CLUB = 'club@topics.example.org';
const NODE = `/user/${CLUB}/posts`;
const jidOf = (who: string) => `${who}@example.org`;

const setSubscriptions = (node: string | undefined, ...rows: Record<string, string>[]) =>
  el(
    NS.PUBSUB_OWNER,
    'pubsub',
    {},
    el(
      NS.PUBSUB_OWNER,
      'subscriptions',
      { node },
      ...rows.map((row) => el(NS.PUBSUB_OWNER, 'subscription', row)),
    ),
  );
const invite = (who: string) =>
  setSubscriptions(NODE, { jid: jidOf(who), subscription: 'invited' });

/** People who have signed in here before, and so can be invited. */
const KNOWN = ['mod', 'guest', 'inv', 'guest-of-mem', 'guest-of-mod'];

/** A closed channel of admin's, with the moderator mod and the member mem. */
async function club(options?: { limits: boolean }) {
  const service = await channelService(options);
  for (const who of KNOWN) await service.ok(who, 'set', registerRequest());
  await service.ok('admin', 'set', createRequest(CLUB, configChangeForm({})));
  for (const who of ['mod', 'mem'])
    await service.ok(who, 'set', subscribeRequest(CLUB, jidOf(who)));
  await service.ok('admin', 'set', setAffiliationRequest(CLUB, jidOf('mod'), 'moderator'));
  const closed = configChangeForm({ accessModel: 'authorize' });
  await service.ok('admin', 'set', configureRequest(CLUB, closed));
  const listed = async (who: string, node?: string) => {
    const request = el(NS.PUBSUB, 'pubsub', {}, el(NS.PUBSUB, 'subscriptions', { node }));
    const answer = child(await service.ok(who, 'get', request), 'subscriptions') as Element;
    return childrenOf(answer).map((row) => row.attrs);
  };
  return { service, listed };
}

const eventsOf = (messages: Element[]) =>
  messages.flatMap((message) => {
    const event = child(message, 'event', NS.PUBSUB_EVENT);
    return event ? [childrenOf(event).map((part) => ({ name: part.name, ...part.attrs }))] : [];
  });

test.each(['open', 'local'] as const)(
  'who waits for a channel that is %s by now is in by asking again, and once',
  async (accessModel) => {
    const { service } = await club();
    const ask = () => service.ok('guest', 'set', subscribeRequest(CLUB, jidOf('guest')));
    const state = (answer: Element) => child(answer, 'subscription')?.attrs.subscription;
    await service.online('guest');
    for (const _ of [1, 2]) expect(state(await ask())).toBe('pending');
    const open = configChangeForm({ accessModel });
    await service.ok('admin', 'set', configureRequest(CLUB, open));
    await service.pushes('guest');
    for (const _ of [1, 2]) expect(state(await ask())).toBe('subscribed');
    const [told, ...more] = eventsOf(await service.pushes('guest'));
    expect(told?.[0]).toMatchObject({ jid: jidOf('guest'), subscription: 'subscribed' });
    expect(more).toEqual([]);
  },
);

describe('inviting', () => {
  test('any member may; the invited person and the moderators are told by whom', async () => {
    const { service, listed } = await club();
    for (const who of ['mod', 'mem', 'guest']) await service.online(who);
    await service.ok('mem', 'set', invite('guest'));
    const invitation = {
      ...{ name: 'subscription', node: NODE, jid: jidOf('guest') },
      ...{ subscription: 'invited', 'invited-by': jidOf('mem') },
    };
    expect(eventsOf(await service.pushes('guest'))).toEqual([[invitation]]);
    expect(eventsOf(await service.pushes('mod'))).toEqual([[invitation]]);
    expect(await service.pushes('mem')).toEqual([]);
    const { name: _, ...row } = invitation;
    expect(await listed('guest')).toContainEqual(row);
    expect(await listed('mod', NODE)).toContainEqual(row);
    expect((await listed('mem', NODE)).map((r) => r.jid)).not.toContain(jidOf('guest'));
    expect(await service.refused('guest', 'get', topicsRequest(CLUB, {}))).toBe(
      'auth/forbidden +closed-node',
    );
  });

  test('a member’s invitation waits for approval, a moderator’s is one', async () => {
    const { service } = await club();
    for (const [inviter, expected] of [
      ['mem', 'pending'],
      ['mod', 'subscribed'],
    ] as const) {
      const guest = `guest-of-${inviter}`;
      await service.ok(inviter, 'set', invite(guest));
      const answer = await service.ok(guest, 'set', subscribeRequest(CLUB, jidOf(guest)));
      expect(child(answer, 'subscription')?.attrs.subscription).toBe(expected);
    }
  });

  test('who is in already stays what they are; the invited can say no', async () => {
    const { service, listed } = await club();
    await service.ok('mem', 'set', invite('mod'));
    const roles = child(
      await service.ok('mod', 'get', affiliationsRequest()),
      'affiliations',
    ) as Element;
    const role = childrenOf(roles).find(({ attrs }) => attrs.node === NODE);
    expect(role?.attrs.affiliation).toBe('moderator');
    await service.ok('mem', 'set', invite('guest'));
    await service.ok('guest', 'set', unsubscribeRequest(CLUB, jidOf('guest')));
    expect((await listed('guest')).map(({ node }) => node)).not.toContain(NODE);
  });

  test('who is banned is answered for like anybody else, but to those who may know', async () => {
    const { service, listed } = await club();
    await service.ok('mod', 'set', setAffiliationRequest(CLUB, jidOf('guest'), 'outcast'));
    await service.online('guest');
    expect(await service.refused('mem', 'set', invite('guest'))).toBe('accepted');
    expect(await service.refused('mod', 'set', invite('guest'))).toBe('auth/forbidden');
    expect(await service.pushes('guest')).toEqual([]);
    expect((await listed('guest')).map(({ node }) => node)).not.toContain(NODE);
  });

  test('so many wait for an answer at most, more of who approves than of others', async () => {
    const { service } = await club();
    const people = Array.from({ length: 22 }, (_, n) => `person-${n}`);
    for (const who of people) await service.ok(who, 'set', registerRequest());
    const rows = people.map((who) => ({ jid: jidOf(who), subscription: 'invited' }));
    const ask = (who: string, some: typeof rows) =>
      service.refused(who, 'set', setSubscriptions(NODE, ...some));
    expect(await ask('mem', rows.slice(0, 21))).toBe('cancel/resource-constraint');
    expect(await ask('mem', rows.slice(0, 20))).toBe('accepted');
    expect(await ask('mem', rows.slice(20))).toBe('cancel/resource-constraint');
    // Who is invited already is no invitation more.
    expect(await ask('mem', rows.slice(0, 20))).toBe('accepted');
    expect(await ask('mod', rows.slice(20))).toBe('accepted');
    await service.ok('person-0', 'set', unsubscribeRequest(CLUB, jidOf('person-0')));
    expect(await ask('mem', rows.slice(0, 1))).toBe('accepted');
  });

  test('each person costs what a request does, and a request names a hundred', async () => {
    const { service } = await club({ limits: true });
    const rows = Array.from({ length: RATES.manage.burst }, () => ({
      ...{ jid: jidOf('guest'), subscription: 'invited' },
    }));
    const ask = (...some: typeof rows) =>
      service.refused('mem', 'set', setSubscriptions(NODE, ...some));
    service.steady.now += 3_600_000;
    expect(await ask(...rows, ...rows)).toBe('modify/not-acceptable +payload-too-big');
    service.steady.now += 3_600_000;
    expect(await ask(...rows)).toBe('accepted');
    expect(await ask(...rows.slice(0, 1))).toBe('wait/resource-constraint +retry-after');
    service.steady.now += 1_000;
    expect(await ask(...rows.slice(0, 1))).toBe('accepted');
  });

  test.each([
    ['a stranger', 'guest', { jid: jidOf('other'), subscription: 'invited' }, 'auth/forbidden'],
    [
      'oneself',
      'mem',
      { jid: jidOf('mem'), subscription: 'invited' },
      'cancel/not-allowed +can-not-modify-own-subscription',
    ],
    [
      'somebody who is not there',
      'mem',
      { jid: jidOf('made-up'), subscription: 'invited' },
      'cancel/item-not-found',
    ],
    ['a channel', 'mem', { jid: WELCOME, subscription: 'invited' }, 'cancel/item-not-found'],
    [
      'somebody of elsewhere',
      'mem',
      { jid: 'a@b.c', subscription: 'invited' },
      'cancel/item-not-found',
    ],
  ])('refuses: %s', async (_, who, row, expected) => {
    const { service } = await club();
    expect(await service.refused(who, 'set', setSubscriptions(NODE, row))).toBe(expected);
  });
});

describe('approving', () => {
  test.each([
    ['no JID', { subscription: 'subscribed' }, 'modify/bad-request'],
    ['no state', { jid: jidOf('pen') }, 'modify/bad-request'],
    ['an unknown state', { jid: jidOf('pen'), subscription: 'perhaps' }, 'modify/bad-request'],
    ['a stranger', { jid: jidOf('new'), subscription: 'subscribed' }, 'modify/unexpected-request'],
    [
      'who has not answered',
      { jid: jidOf('inv'), subscription: 'subscribed' },
      'modify/unexpected-request',
    ],
    ['evicting an owner', { jid: jidOf('admin'), subscription: 'none' }, 'auth/forbidden'],
    [
      'oneself',
      { jid: jidOf('mod'), subscription: 'none' },
      'cancel/not-allowed +can-not-modify-own-subscription',
    ],
    ['who waits', { jid: jidOf('pen'), subscription: 'subscribed' }, 'accepted'],
  ])('%s', async (_, row, expected) => {
    const { service } = await club();
    await service.ok('pen', 'set', subscribeRequest(CLUB, jidOf('pen')));
    await service.ok('mem', 'set', invite('inv'));
    const ask = (node: string | undefined) =>
      service.refused('mod', 'set', setSubscriptions(node, row as Record<string, string>));
    expect(await ask(NODE)).toBe(expected);
    if (expected.startsWith('modify/bad')) return;
    expect(await ask(undefined)).toBe('modify/bad-request +nodeid-required');
    expect(await ask('/user/no@topics.example.org/posts')).toBe('cancel/item-not-found');
  });

  test('once more, by another moderator, changes nothing: what came since stays unread', async () => {
    const { service } = await club();
    await service.ok('pen', 'set', subscribeRequest(CLUB, jidOf('pen')));
    const approve = setSubscriptions(NODE, { jid: jidOf('pen'), subscription: 'subscribed' });
    await service.ok('admin', 'set', approve);
    await service.ok('admin', 'set', publishRequest(CLUB, { id: 'since', text: 'news' }));
    await service.online('pen');
    await service.ok('mod', 'set', approve);
    const asked = el(NS.READ, 'reading', { node: NODE });
    expect((await service.ok('pen', 'get', asked)).attrs.unread).toBe('1');
    expect(await service.pushes('pen')).toEqual([]);
  });

  test('by the form that moderators are handed, as XEP-0060 says', async () => {
    const { service, listed } = await club();
    for (const who of ['admin', 'mod', 'mem']) await service.online(who);
    await service.ok('pen', 'set', subscribeRequest(CLUB, jidOf('pen')));
    expect(await service.pushes('mem')).toEqual([]);
    const forms = (await service.pushes('mod')).filter((message) => readForm(message));
    expect(forms).toHaveLength(1);
    const asked = forms[0] as Element;
    expect(asked.attrs.type).toBe('headline');
    expect(readAuthorization(asked)).toEqual({ node: NODE, jid: jidOf('pen'), allow: false });

    const answer = (allow: string) =>
      form('submit', `${NS.PUBSUB}#subscribe_authorization`, {
        ...{ 'pubsub#node': NODE, 'pubsub#subscriber_jid': jidOf('pen'), 'pubsub#allow': allow },
      });
    const [refusal] = await service.message('mem', answer('1'));
    expect(refusal?.attrs.type).toBe('error');
    expect(await service.message('mod', answer('1'))).toEqual([]);
    expect((await listed('pen'))[0]?.subscription).toBe('subscribed');
    // Too late: the other moderator's no to somebody who asks puts out no member.
    const [late] = await service.message('admin', answer('0'));
    expect(readError(late as Element)).toMatchObject({ type: 'cancel', condition: 'conflict' });
    expect(await service.message('admin', answer('1'))).toEqual([]);
    expect((await listed('pen'))[0]?.subscription).toBe('subscribed');
    expect(await service.message('mod', el('urn:x', 'x'))).toEqual([]);
  });
});

describe('following', () => {
  const subscribe = (node: string | undefined, jid: string | undefined) =>
    el(NS.PUBSUB, 'pubsub', {}, el(NS.PUBSUB, 'subscribe', { node, jid }));
  const unsubscribe = (node: string | undefined, jid: string | undefined) =>
    el(NS.PUBSUB, 'pubsub', {}, el(NS.PUBSUB, 'unsubscribe', { node, jid }));

  test.each([
    ['no node', subscribe(undefined, jidOf('mem')), 'modify/bad-request +nodeid-required'],
    ['no channel', subscribe('club', jidOf('mem')), 'modify/bad-request +invalid-node-format'],
    ['for another', subscribe(NODE, jidOf('mod')), 'modify/bad-request +invalid-jid'],
    ['for nobody', subscribe(NODE, undefined), 'modify/bad-request +invalid-jid'],
    [
      'an unknown one',
      subscribe('/user/no@topics.example.org/posts', jidOf('mem')),
      'cancel/item-not-found',
    ],
    ['everything', subscribe('/firehose', jidOf('mem')), 'cancel/feature-not-implemented'],
    [
      'leaving no node',
      unsubscribe(undefined, jidOf('mem')),
      'modify/bad-request +nodeid-required',
    ],
    ['leaving for another', unsubscribe(NODE, jidOf('mod')), 'auth/not-authorized'],
    [
      'leaving an unknown one',
      unsubscribe('/user/no@topics.example.org/posts', jidOf('mem')),
      'cancel/item-not-found',
    ],
    ['leaving', unsubscribe(NODE, jidOf('mem')), 'accepted'],
  ])('%s', async (_, request, expected) => {
    const { service } = await club();
    expect(await service.refused('mem', 'set', request)).toBe(expected);
  });

  test('nobody leaves a channel by the address of a connection, be it one that is gone', async () => {
    const { service, listed } = await club();
    const leave = (from: string, jid: string) =>
      service.refused(from, 'set', unsubscribeRequest(CLUB, jid));
    const [phone, tablet] = ['phone', 'tablet'].map((name) => `${jidOf('mem')}/${name}`) as [
      string,
      string,
    ];
    expect(await leave(phone, phone)).toBe('accepted');
    expect(await leave(phone, tablet)).toBe('cancel/unexpected-request +not-subscribed');
    expect((await listed('mem'))[0]?.subscription).toBe('subscribed');
    expect(await leave(phone, jidOf('mem'))).toBe('accepted');
    expect(await listed('mem')).toEqual([]);
  });

  test('nobody follows more than 5,000 channels; who does already is answered as before', async () => {
    const service = await channelService();
    const subscribeTo = (channel: string) =>
      service.refused('thandi', 'set', subscribeRequest(channel, jidOf('thandi')));
    await service.ctx.database.write(async (writer) => {
      await writer.run(
        `INSERT INTO channels (jid, type, title, description, access_model, default_affiliation,
           created_at, updated_at)
         WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5001)
         SELECT 'c' || i || '@topics.example.org', 'topic', '', '', 'open', 'member', '', '' FROM n`,
      );
      await writer.run(
        "INSERT INTO nodes (channel_id, name) SELECT id, 'posts' FROM channels WHERE title = ''",
      );
      await writer.run(
        `INSERT INTO memberships (channel_id, jid, affiliation, subscription)
         SELECT id, 'thandi@example.org', 'member', 'subscribed' FROM channels
         WHERE title = '' AND jid <> 'c5001@topics.example.org'`,
      );
    });
    const [last, next] = ['c5000@topics.example.org', 'c5001@topics.example.org'];
    expect(await subscribeTo(next)).toBe('cancel/policy-violation +too-many-subscriptions');
    expect(await subscribeTo(last)).toBe('accepted');
    await service.ok('thandi', 'set', unsubscribeRequest(last, jidOf('thandi')));
    // Into how many others they are invited does not count.
    await service.ctx.database.write((writer) =>
      writer.run(
        `INSERT INTO memberships (channel_id, jid, affiliation, subscription, invited_by)
         SELECT id, 'thandi@example.org', 'none', 'invited', 'piet@example.org' FROM channels
         WHERE jid = 'c5001@topics.example.org'`,
      ),
    );
    expect(await subscribeTo(next)).toBe('accepted');
  });

  test('without an account nobody follows', async () => {
    const { service } = await club();
    const request = subscribe(NODE, 'x@anon.example.org');
    expect(await service.refused('x@anon.example.org', 'set', request)).toBe(
      'auth/registration-required',
    );
  });
});

describe('a role that was given to who is not in yet', () => {
  const role = (who: string, affiliation: string) =>
    setAffiliationRequest(CLUB, jidOf(who), affiliation);
  const asked = (who: string) => subscribeRequest(CLUB, jidOf(who));
  const news = createRequest(CLUB, configChangeForm({}), 'news');

  test('is in force once they are in, not before', async () => {
    const { service, listed } = await club();
    await service.ok('guest', 'set', asked('guest'));
    await service.ok('admin', 'set', role('guest', 'owner'));
    expect(await service.refused('guest', 'set', news)).toBe('auth/forbidden');
    const approve = setSubscriptions(NODE, { jid: jidOf('guest'), subscription: 'subscribed' });
    await service.ok('mod', 'set', approve);
    expect(await listed('guest')).toContainEqual({
      ...{ node: NODE, jid: jidOf('guest'), subscription: 'subscribed' },
    });
    await service.ok('guest', 'set', news);
  });

  test('was it taken back, they are let in with the channel’s usual one', async () => {
    const { service } = await club();
    await service.ok('guest', 'set', asked('guest'));
    await service.ok('mod', 'set', role('guest', 'publisher'));
    await service.online('mod');
    await service.ok('mod', 'set', role('guest', 'none'));
    const [told] = (await service.pushes('mod')).map(readEvent);
    expect(told).toMatchObject({ jid: jidOf('guest'), affiliation: 'member' });
    const approve = setSubscriptions(NODE, { jid: jidOf('guest'), subscription: 'subscribed' });
    await service.ok('mod', 'set', approve);
    expect(await service.refused('guest', 'get', topicsRequest(CLUB, {}))).toBe('accepted');
  });

  test('can be taken back, and its person turned away', async () => {
    const { service, listed } = await club();
    await service.ok('guest', 'set', asked('guest'));
    await service.ok('admin', 'set', role('guest', 'owner'));
    await service.ok('admin', 'set', role('guest', 'publisher'));
    await service.ok('admin', 'set', role('guest', 'owner'));
    const deny = setSubscriptions(NODE, { jid: jidOf('guest'), subscription: 'none' });
    await service.ok('admin', 'set', deny);
    const own = await listed('guest');
    expect(own.filter(({ node }) => node === NODE)).toEqual([]);
  });

  test('ends no channel with its person’s account', async () => {
    const { service } = await club();
    await service.ok('mem', 'set', unsubscribeRequest(CLUB, jidOf('mem')));
    await service.ok('mod', 'set', unsubscribeRequest(CLUB, jidOf('mod')));
    await service.ok('guest', 'set', asked('guest'));
    await service.ok('admin', 'set', role('guest', 'owner'));
    await service.ok('guest', 'set', unregisterRequest('remove'));
    expect(await service.refused('admin', 'get', topicsRequest(CLUB, {}))).toBe('accepted');
  });

  test('is theirs when they take up an invitation', async () => {
    const { service } = await club();
    await service.ok('mod', 'set', invite('guest-of-mod'));
    await service.ok('admin', 'set', role('guest-of-mod', 'publisher'));
    const answer = await service.ok('guest-of-mod', 'set', asked('guest-of-mod'));
    expect(child(answer, 'affiliation')?.attrs.affiliation).toBe('publisher');
    await service.ok('guest-of-mod', 'set', publishRequest(CLUB, { id: 'x', text: 'x' }));
  });
});

describe('own channels with their configuration', () => {
  const ask = (...filters: Element[]) =>
    el(
      NS.PUBSUB,
      'pubsub',
      {},
      el(NS.BUDDYCLOUD, 'subscriptions-with-configuration', {}, ...filters),
    );
  const filter = (name: string, ...fields: Record<string, string>[]) =>
    el(NS.BUDDYCLOUD, name, {}, ...fields.map((attrs) => el(NS.BUDDYCLOUD, 'allow', attrs)));

  test('filters choose rows, all of them at once, and vars', async () => {
    const { service } = await club();
    await service.ok('mem', 'set', registerRequest());
    const rowsOf = async (...filters: Element[]) => {
      const answer = await service.ok('mem', 'get', ask(...filters));
      return childrenOf(childrenOf(answer)[0] as Element);
    };
    const nodes = (rows: readonly Element[]) => rows.map((row) => row.attrs.node);
    expect(nodes(await rowsOf())).toHaveLength(7);
    const topics = filter('subscription-filter', {
      ...{ field: 'buddycloud#channel_type', value: 'topic' },
    });
    expect(nodes(await rowsOf(topics))).toEqual([NODE, `/user/${WELCOME}/posts`]);
    const own = filter(
      'subscription-filter',
      { field: 'node', value: NODE },
      { field: 'jid', value: jidOf('mem') },
      { field: 'buddycloud#channel_type', value: 'topic' },
    );
    expect(nodes(await rowsOf(own))).toEqual([NODE]);
    const never: Record<string, string>[] = [
      { field: 'jid', value: jidOf('admin') },
      { field: 'node', value: 'no node' },
      { field: 'node-name', value: '' },
      { field: 'subscription', value: 'none' },
      { field: 'pubsub#no_such', value: '' },
      { field: 'buddycloud#channel_type' },
    ];
    for (const one of never) {
      expect(await rowsOf(filter('subscription-filter', one))).toEqual([]);
    }
    const both = ['topic', 'personal'].map((value) => ({
      field: 'buddycloud#channel_type',
      value,
    }));
    expect(await rowsOf(filter('subscription-filter', ...both))).toEqual([]);
    const names = ['posts', 'posts', 'status'].map((value) => ({ field: 'node-name', value }));
    expect(nodes(await rowsOf(filter('subscription-filter', ...names.slice(0, 2))))).toHaveLength(
      3,
    );
    expect(await rowsOf(filter('subscription-filter', ...names))).toEqual([]);
    expect(await rowsOf(filter('subscription-filter', ...[...names].reverse()))).toEqual([]);
    // As many as go into a stanza of a client: no database takes so many conditions.
    const many = Array.from({ length: 600 }, (_, n) => ({
      field: 'node',
      value: `/user/${n}@x/y`,
    }));
    expect(await rowsOf(filter('subscription-filter', ...many))).toEqual([]);
    const closedTopics = filter(
      'subscription-filter',
      { field: 'buddycloud#channel_type', value: 'topic' },
      { field: 'pubsub#access_model', value: 'authorize' },
      { field: 'subscription', value: 'subscribed' },
    );
    const titles = filter('configuration-filter', { field: 'pubsub#title' });
    const [row, ...others] = await rowsOf(closedTopics, titles);
    expect(others).toEqual([]);
    expect(row?.attrs).toEqual({ node: NODE, subscription: 'subscribed', jid: jidOf('mem') });
    const found = readForm(child(row as Element, 'configure', NS.PUBSUB) as Element);
    expect(found?.formType).toBe(NODE_CONFIG);
    expect([...(found?.values ?? [])]).toEqual([['pubsub#title', CLUB]]);
  });
});

describe('ephemeral channels', () => {
  async function chat() {
    const service = await channelService();
    const config = form('submit', NODE_CONFIG, { 'buddycloud#ephemeral': 'true' });
    await service.ok('admin', 'set', createRequest(CLUB, config));
    for (const who of ['a', 'b']) await service.ok(who, 'set', subscribeRequest(CLUB, jidOf(who)));
    return service;
  }

  test('everybody who follows is a moderator, and nothing less can be made of them', async () => {
    const service = await chat();
    await service.ok('b', 'set', publishRequest(CLUB, { id: 'x', text: 'hi' }));
    const set = (affiliation: string) =>
      service.refused('admin', 'set', setAffiliationRequest(CLUB, jidOf('a'), affiliation));
    expect(await set('member')).toBe('cancel/not-allowed');
    expect(await set('outcast')).toBe('cancel/not-allowed');
    expect(await set('owner')).toBe('accepted');
    expect(await service.refused('admin', 'set', deleteRequest(CLUB))).toBe(
      'cancel/not-allowed +can-not-delete-ephemeral-node',
    );
  });

  test('own lists name them where they are asked for, and only then', async () => {
    const service = await chat();
    const list = async (attrs: Record<string, string>) => {
      const request = el(NS.PUBSUB, 'pubsub', {}, el(NS.PUBSUB, 'subscriptions', attrs));
      const answer = child(await service.ok('a', 'get', request), 'subscriptions') as Element;
      return childrenOf(answer).map((row) => row.attrs.node);
    };
    expect(await list({})).toEqual([]);
    expect(await list({ 'xmlns:bc': NS.BUDDYCLOUD, 'bc:ephemeral': 'true' })).toEqual([NODE]);
    // A prefix that means nothing (the client of 2015 writes it so) crosses no server.
    if (!isWired()) expect(await list({ 'bc:ephemeral': 'true' })).toEqual([NODE]);
  });

  test('it ends with its last follower', async () => {
    const service = await chat();
    for (const who of ['admin', 'a', 'b']) {
      expect(await service.refused(who, 'get', topicsRequest(CLUB, {}))).toBe('accepted');
      await service.ok(who, 'set', unsubscribeRequest(CLUB, jidOf(who)));
    }
    expect(await service.refused('b', 'get', topicsRequest(CLUB, {}))).toBe(
      'cancel/item-not-found',
    );
  });

  test('nobody’s own is one: it would outlive its person', async () => {
    const service = await channelService();
    const life = form('submit', NODE_CONFIG, { 'buddycloud#ephemeral': 'true' });
    const request = createRequest(jidOf('a'), life);
    expect(await service.refused('a', 'set', request)).toBe('modify/bad-request');
    expect(await service.refused('a', 'set', createRequest(jidOf('a'), configChangeForm({})))).toBe(
      'accepted',
    );
  });

  test('who shows it just then is told', async () => {
    const service = await chat();
    const reader = 'reader@anon.example.org/page';
    await service.ok(reader, 'set', watchRequest(CLUB, reader));
    for (const who of ['admin', 'a', 'b']) {
      expect(await service.pushes(reader)).toEqual([]);
      await service.ok(who, 'set', unsubscribeRequest(CLUB, jidOf(who)));
    }
    expect((await service.pushes(reader)).map(readEvent)).toEqual([
      { kind: 'deleted', channel: CLUB },
    ]);
  });
});

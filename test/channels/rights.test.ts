import { describe, expect, test } from 'vitest';
import { ACCESS_MODELS, type AccessModel } from '../../src/protocol/channel.ts';
import { configChangeForm } from '../../src/protocol/config-form.ts';
import { readEvent } from '../../src/protocol/event.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import { isOfficeNews } from '../../src/protocol/office.ts';
import { ownChannelsRequest, readOwnChannels } from '../../src/protocol/own-channels.ts';
import { can, type Role } from '../../src/protocol/permissions.ts';
import {
  affiliationsRequest,
  configureRequest,
  publishRequest,
  registerRequest,
  retractRequest,
  subscribeRequest,
  topicsRequest,
  unsubscribeRequest,
  watchRequest,
} from '../../src/protocol/pubsub.ts';
import {
  createRequest,
  setAffiliationRequest,
  setSubscriptionRequest,
} from '../../src/protocol/pubsub-owner.ts';
import { child, childrenOf, type Element, el } from '../../src/protocol/xml.ts';
import { channelService } from './channel-service.ts';
import { configRequest } from './other-clients.ts';
import { isWired } from './transport.ts';

const CHANNEL = 'water@topics.example.org';
const NODE = `/user/${CHANNEL}/posts`;

/** One person for each role; made through the protocol, as people become it. */
const PEOPLE: Readonly<Record<Role, string>> = {
  owner: 'admin',
  moderator: 'mod',
  publisher: 'pub',
  member: 'mem',
  pending: 'pen',
  local: 'loc',
  remote: 'x1@anon.example.org',
  outcast: 'out',
};
const ROLES = Object.keys(PEOPLE) as Role[];
const jidOf = (who: string) => (who.includes('@') ? who : `${who}@example.org`);

async function channelWith(accessModel: AccessModel) {
  const service = await channelService();
  const open = configChangeForm({ title: 'Water', accessModel: 'open' });
  await service.ok('admin', 'set', createRequest(CHANNEL, open));
  for (const who of ['mod', 'pub', 'mem', 'out']) {
    await service.ok(who, 'set', subscribeRequest(CHANNEL, jidOf(who)));
  }
  const grant = (who: string, affiliation: string) =>
    service.ok('admin', 'set', setAffiliationRequest(CHANNEL, jidOf(who), affiliation));
  await grant('mod', 'moderator');
  await grant('pub', 'publisher');
  await grant('out', 'outcast');
  const authorize = configChangeForm({ accessModel: 'authorize' });
  await service.ok('admin', 'set', configureRequest(CHANNEL, authorize));
  await service.ok('pen', 'set', subscribeRequest(CHANNEL, jidOf('pen')));
  await service.ok('admin', 'set', configureRequest(CHANNEL, configChangeForm({ accessModel })));
  await service.ok('pub', 'set', publishRequest(CHANNEL, { id: 't1', text: 'topic' }));
  return service;
}

const isLocal = (role: Role) => role !== 'remote';

/** The protocol's answers where reading is refused (section 8: a, b, c). */
function readRefusal(role: Role): string {
  if (role === 'outcast') return 'auth/forbidden';
  return role === 'pending'
    ? 'auth/not-authorized +pending-subscription'
    : 'auth/forbidden +closed-node';
}

describe.each(ACCESS_MODELS)('access model %s', (access) => {
  test.each(ROLES)('as %s', async (role) => {
    const service = await channelWith(access);
    const who = PEOPLE[role];
    const may = (action: Parameters<typeof can>[1]) =>
      can(role, action, { accessModel: access }, isLocal(role));

    const read = may('read') ? 'accepted' : readRefusal(role);
    expect(await service.refused(who, 'get', topicsRequest(CHANNEL, {}))).toBe(read);
    const connection = `${jidOf(who)}/phone`;
    expect(await service.refused(who, 'set', watchRequest(CHANNEL, connection))).toBe(read);
    const archive = el(NS.MAM, 'query', { node: NODE });
    expect(await service.refused(who, 'set', archive)).toBe(read);
    const members = el(NS.PUBSUB, 'pubsub', {}, el(NS.PUBSUB, 'affiliations', { node: NODE }));
    expect(await service.refused(who, 'get', members)).toBe(read);

    expect(await service.refused(who, 'get', configRequest(CHANNEL))).toBe('accepted');

    const post = publishRequest(CHANNEL, { id: `by-${role}`, text: 'hello' });
    const noPost = role === 'remote' ? 'auth/registration-required' : 'auth/forbidden';
    expect(await service.refused(who, 'set', post)).toBe(may('publish') ? 'accepted' : noPost);
    // Who may not post must not learn which ids are taken.
    const taken = publishRequest(CHANNEL, { id: 't1', text: 'mine' });
    const noTaken = may('publish') ? 'cancel/conflict' : noPost;
    expect(await service.refused(who, 'set', taken)).toBe(noTaken);

    const configure = configureRequest(CHANNEL, configChangeForm({ title: 'Mine' }));
    const configured = may('configure') ? 'accepted' : 'auth/forbidden';
    expect(await service.refused(who, 'set', configure)).toBe(configured);

    const ban = setAffiliationRequest(CHANNEL, jidOf('mem'), 'outcast');
    if (role !== 'member') {
      const banned = may('set-affiliation') ? 'accepted' : 'auth/not-authorized';
      expect(await service.refused(who, 'set', ban)).toBe(banned);
    }
    if (role !== 'pending') {
      const approve = setSubscriptionRequest(CHANNEL, jidOf('pen'), 'subscribed');
      const approved = may('approve') ? 'accepted' : 'auth/forbidden';
      expect(await service.refused(who, 'set', approve)).toBe(approved);
    }

    // Another's post; who may not read must not learn whether it is there.
    const retract = retractRequest(CHANNEL, 't1');
    const retracted = role === 'publisher' || may('retract-any') ? 'accepted' : 'auth/forbidden';
    expect(await service.refused(who, 'set', retract)).toBe(retracted);
    if (!may('read')) {
      const unknown = await service.refused(who, 'set', retractRequest(CHANNEL, 'never-there'));
      expect(unknown).toBe('auth/forbidden');
    }
    expect(service.failures).toEqual([]);
  });
});

describe('roles', () => {
  test('who is banned or waits is shown to moderators and to themselves only', async () => {
    const service = await channelWith('open');
    const request = el(NS.PUBSUB, 'pubsub', {}, el(NS.PUBSUB, 'affiliations', { node: NODE }));
    const seen = async (who: string) => {
      const answer = child(await service.ok(who, 'get', request), 'affiliations') as Element;
      return childrenOf(answer).map((row) => row.attrs.jid?.split('@')[0]);
    };
    expect(await seen('mod')).toEqual(['admin', 'mem', 'mod', 'out', 'pen', 'pub']);
    expect(await seen('mem')).toEqual(['admin', 'mem', 'mod', 'pub']);
    expect(await seen('pen')).toEqual(['admin', 'mem', 'mod', 'pen', 'pub']);
  });

  // A server stamps addresses in one spelling: none of these would leave it.
  test.skipIf(isWired())('a ban survives leaving and coming back, in any spelling', async () => {
    const service = await channelWith('open');
    await service.ok('out', 'set', unsubscribeRequest(CHANNEL, jidOf('out')));
    for (const who of ['out', 'OUT@example.org/x', 'out@EXAMPLE.org./y', 'ｏｕｔ@example.org/z']) {
      const jid = who.includes('@') ? who.split('/')[0] : jidOf(who);
      const answer = await service.refused(who, 'set', subscribeRequest(CHANNEL, jid as string));
      expect(answer, who).toBe('auth/forbidden');
    }
  });

  test('nobody raises himself, a moderator makes no moderators, and the last owner stays', async () => {
    const service = await channelWith('open');
    const give = (who: string, whom: string, what: string) =>
      service.refused(who, 'set', setAffiliationRequest(CHANNEL, jidOf(whom), what));
    expect(await give('mod', 'mod', 'owner')).toBe('auth/forbidden');
    expect(await give('mod', 'mem', 'moderator')).toBe('auth/forbidden');
    // In the order of the protocol: what the actor's role forbids comes before what nobody may.
    expect(await give('mod', 'mod', 'member')).toBe('auth/forbidden');
    expect(await give('mod', 'admin', 'outcast')).toBe('auth/forbidden');
    expect(await give('admin', 'admin', 'member')).toBe(
      'cancel/not-allowed +can-not-modify-own-affiliation',
    );
    expect(await give('admin', 'stranger', 'publisher')).toBe('modify/unexpected-request');
    const leave = unsubscribeRequest(CHANNEL, jidOf('admin'));
    expect(await service.refused('admin', 'set', leave)).toBe(
      'cancel/not-allowed +node-must-have-owner',
    );
    expect(await give('admin', 'mem', 'owner')).toBe('accepted');
    // Pressed twice.
    expect(await give('admin', 'mem', 'owner')).toBe('accepted');
    expect(await give('admin', 'mem', 'member')).toBe('modify/not-acceptable');
    expect(await service.refused('admin', 'set', leave)).toBe('accepted');
  });

  test('several rows in one request are done all or none', async () => {
    const service = await channelWith('open');
    const row = (jid: string) =>
      el(NS.PUBSUB_OWNER, 'affiliation', { jid, affiliation: 'outcast' });
    const both = el(
      NS.PUBSUB_OWNER,
      'pubsub',
      {},
      el(NS.PUBSUB_OWNER, 'affiliations', { node: NODE }, row(jidOf('mem')), row(jidOf('admin'))),
    );
    expect(await service.refused('mod', 'set', both)).toBe('auth/forbidden');
    expect(await service.refused('mem', 'get', topicsRequest(CHANNEL, {}))).toBe('accepted');
  });

  test('a ban ends pushes, to watchers too; others hear that the person is gone, and nothing of a ban', async () => {
    const service = await channelWith('open');
    for (const who of ['mem', 'mod', 'pub']) await service.online(who);
    await service.ok('mem', 'set', watchRequest(CHANNEL, 'mem@example.org/phone'));
    await service.ok('mod', 'set', setAffiliationRequest(CHANNEL, jidOf('mem'), 'outcast'));
    // That a notice of it waits is for the banned person alone.
    const told = async (who: string) =>
      (await service.pushes(who)).filter((push) => !isOfficeNews(push)).map(readEvent);
    const gone = { kind: 'membership', channel: CHANNEL, jid: jidOf('mem') };
    const banned = { subscription: 'none', affiliation: 'outcast' };
    expect(await told('mem')).toEqual([{ ...gone, ...banned }]);
    expect(await told('mod')).toEqual([{ ...gone, ...banned }]);
    expect(await told('pub')).toEqual([{ ...gone, affiliation: 'none' }]);
    // Who only waited was known to nobody else.
    await service.ok('mod', 'set', setAffiliationRequest(CHANNEL, jidOf('pen'), 'outcast'));
    expect(await told('mod')).toHaveLength(1);
    expect(await told('pub')).toEqual([]);
    await service.ok('pub', 'set', publishRequest(CHANNEL, { id: 't2', text: 'after' }));
    expect(await service.pushes('mem')).toHaveLength(0);
    expect(await service.pushes('mod')).toHaveLength(1);
  });

  test('a follower without any role reads and hears what all may, and nothing of a closed channel', async () => {
    const service = await channelWith('open');
    await service.online('mem');
    await service.ok('admin', 'set', setAffiliationRequest(CHANNEL, jidOf('mem'), 'none'));
    await service.pushes('mem');
    const hears = async (id: string) => {
      await service.ok('pub', 'set', publishRequest(CHANNEL, { id, text: 'new' }));
      const archive = el(NS.MAM, 'query', { queryid: 'a' });
      const caughtUp = (await service.ask('mem', 'set', archive)).before;
      const told = (messages: Element[]) => JSON.stringify(messages).includes(`,${id}`);
      return { pushed: told(await service.pushes('mem')), caughtUp: told(caughtUp) };
    };
    expect(await hears('n1')).toEqual({ pushed: true, caughtUp: true });
    const close = configureRequest(CHANNEL, configChangeForm({ accessModel: 'authorize' }));
    await service.ok('admin', 'set', close);
    expect(await hears('n2')).toEqual({ pushed: false, caughtUp: false });
    expect(await service.refused('mem', 'get', topicsRequest(CHANNEL, {}))).toBe(
      'auth/not-authorized +closed-node',
    );
    // Nor how much there is to read.
    const own = await service.ask('mem', 'get', ownChannelsRequest());
    const listed = readOwnChannels(own.reply).find(({ channel }) => channel === CHANNEL);
    expect(listed).toMatchObject({ subscription: 'subscribed', reading: null });
  });

  test('who may create which channel', async () => {
    const service = await channelService();
    const create = (who: string, channel: string) =>
      service.refused(who, 'set', createRequest(channel, configChangeForm({})));
    expect(await create('thandi', CHANNEL)).toBe('auth/forbidden');
    expect(await create('thandi', 'admin@example.org')).toBe('auth/forbidden');
    expect(await create('x@anon.example.org', CHANNEL)).toBe('auth/forbidden');
    expect(await create('admin', 'x@elsewhere.org')).toBe('auth/forbidden');
    expect(await create('admin', CHANNEL)).toBe('accepted');
    expect(await create('admin', CHANNEL)).toBe('cancel/conflict +suggestion');
    await service.ok('thandi', 'set', registerRequest());
    const status = createRequest('thandi@example.org', configChangeForm({}));
    expect(await service.refused('thandi', 'set', status)).toBe('cancel/conflict');
  });

  test('own lists tell a person where they stand', async () => {
    const service = await channelWith('open');
    const own = await service.ok('mod', 'get', affiliationsRequest());
    const rows = childrenOf(child(own, 'affiliations') as Element).map((r) => r.attrs);
    expect(rows).toContainEqual({
      node: NODE,
      jid: 'mod@example.org',
      affiliation: 'moderator',
    });
  });
});

/** What people see of each other beyond posts. */
import { expect, test } from 'vitest';
import { configChangeForm } from '../../src/protocol/config-form.ts';
import {
  ADVERTISE,
  avatarOf,
  SHOWS_FOLLOWED,
  STATUS_LINE,
} from '../../src/protocol/config-vars.ts';
import { readForm } from '../../src/protocol/data-form.ts';
import { readEvent } from '../../src/protocol/event.ts';
import { followedRequest, readFollowed } from '../../src/protocol/followed.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import {
  configureRequest,
  metadataRequest,
  publishRequest,
  registerRequest,
  retractRequest,
  STATUS,
  subscribeRequest,
  watchRequest,
} from '../../src/protocol/pubsub.ts';
import {
  createRequest,
  setAffiliationRequest,
  setSubscriptionRequest,
} from '../../src/protocol/pubsub-owner.ts';
import { el, serialize } from '../../src/protocol/xml.ts';
import { addMedia } from '../../src/server/service/media.ts';
import { setStatus } from '../../src/server/service/set-status.ts';
import { channelService, WELCOME } from './channel-service.ts';
import { configRequest, wholeOwnChannelsRequest } from './other-clients.ts';

const THANDI = 'thandi@example.org';
const PARKS = 'parks@topics.example.org';
const COUNCIL = 'council@topics.example.org';

async function town() {
  const service = await channelService();
  for (const who of ['admin', 'thandi', 'piet']) await service.ok(who, 'set', registerRequest());
  const set = (vars: Record<string, string>) =>
    service.ok('thandi', 'set', configureRequest(THANDI, configChangeForm({ vars })));
  const line = async () => {
    const info = await service.ok('piet', 'get', metadataRequest(THANDI));
    return readForm(info)?.values.get(STATUS_LINE);
  };
  return { service, set, line };
}

test('a channel’s settings tell the first line of its newest status, and nobody else may', async () => {
  const { service, set, line } = await town();
  await service.ok('piet', 'set', subscribeRequest(THANDI, 'piet@example.org'));
  await service.online('piet');
  const say = (id: string, text: string) =>
    service.ok('thandi', 'set', publishRequest(THANDI, { id, text }, STATUS));
  await say('one', 'Out of town\nuntil Friday');
  expect(await line()).toBe('Out of town');
  await say('two', '👍🏾'.repeat(200));
  expect([...((await line()) ?? '')]).toHaveLength(120);
  await service.ok('thandi', 'set', retractRequest(THANDI, 'two', STATUS));
  expect(await line()).toBe('Out of town');
  await service.ok('thandi', 'set', retractRequest(THANDI, 'one', STATUS));
  expect(await line()).toBe(undefined);
  await set({ [STATUS_LINE]: 'Said by nobody' });
  expect(await line()).toBe(undefined);
  const kinds = (await service.pushes('piet')).map((push) => readEvent(push)?.kind);
  expect(kinds.filter((kind) => kind === 'configured').length).toBeGreaterThanOrEqual(4);
  // What is said in a closed channel is told to those who may read it.
  await say('three', 'Behind closed doors');
  const closed = configChangeForm({ accessModel: 'authorize' });
  await service.ok('thandi', 'set', configureRequest(THANDI, closed));
  expect(await line()).toBe('Behind closed doors');
  await service.ok('admin', 'set', subscribeRequest(THANDI, 'admin@example.org'));
  await service.ok('thandi', 'set', setAffiliationRequest(THANDI, 'banned@example.org', 'outcast'));
  for (const who of ['stranger', 'x@anon.example.org', 'admin', 'banned']) {
    for (const request of [
      metadataRequest(THANDI),
      configRequest(THANDI),
      wholeOwnChannelsRequest(),
    ]) {
      const { reply } = await service.ask(who, 'get', request);
      expect(reply.attrs.type, who).toBe('result');
      expect(serialize(reply), who).not.toContain('Behind closed doors');
    }
  }
  await service.ok('thandi', 'set', retractRequest(THANDI, 'three', STATUS));
  // What is posted is no status.
  await service.ok('thandi', 'set', publishRequest(THANDI, { id: 'post', text: 'Hello' }));
  expect(await line()).toBe(undefined);
});

test('what somebody says whom a person trusts in their channel is no status of that person', async () => {
  const { service, line } = await town();
  await service.ok('thandi', 'set', publishRequest(THANDI, { id: 'own', text: 'At work' }, STATUS));
  await service.ok('piet', 'set', subscribeRequest(THANDI, 'piet@example.org'));
  const trusted = setAffiliationRequest(THANDI, 'piet@example.org', 'publisher');
  await service.ok('thandi', 'set', trusted);
  await service.ok('piet', 'set', publishRequest(THANDI, { id: 'his', text: 'Drunk' }, STATUS));
  expect(await line()).toBe('At work');
  await service.ok('thandi', 'set', retractRequest(THANDI, 'own', STATUS));
  expect(await line()).toBe(undefined);
});

test('of two statuses that are sent at once the later one stays, alone, and none is refused', async () => {
  const { service, line } = await town();
  const thandi = { jid: THANDI, fullJid: `${THANDI}/phone`, isLocal: true };
  await setStatus(service.ctx, thandi, 'Here');
  await Promise.all(['Out', 'Back'].map((text) => setStatus(service.ctx, thandi, text)));
  expect(await line()).toBe('Back');
  await setStatus(service.ctx, thandi, '');
  expect(await line()).toBe(undefined);
});

test('a new picture is told where its person wrote, and nothing with it of what they say behind closed doors', async () => {
  const { service } = await town();
  const { ctx } = service;
  await service.ok('thandi', 'set', publishRequest(WELCOME, { id: 'post', text: 'Hello' }));
  await service.ok('admin', 'set', subscribeRequest(THANDI, 'admin@example.org'));
  await service.ok('thandi', 'set', publishRequest(THANDI, { id: 'how', text: 'Ill' }, STATUS));
  for (const who of ['admin', 'piet']) await service.online(who);
  const reader = 'x@anon.example.org/page';
  await service.ok(reader, 'set', watchRequest(WELCOME, reader));
  const thandi = { jid: THANDI, fullJid: `${THANDI}/phone`, isLocal: true };
  const words = { fileName: '', title: '', description: '' };
  const told = async (id: string) => {
    const picture = { ...words, id, kind: 'avatar' as const, files: [] };
    await addMedia(ctx, thandi, THANDI, picture, { site: 1, person: 1 });
    const heard: Record<string, string | undefined> = {};
    for (const who of ['admin', 'piet', reader]) {
      const [event, ...more] = (await service.pushes(who)).map(readEvent);
      expect(more, who).toEqual([]);
      if (event?.kind !== 'configured') throw new Error(`${who} was not told`);
      expect(avatarOf(event.config.vars), who).toBeGreaterThan(0);
      heard[who] = event.config.vars?.[STATUS_LINE];
    }
    return heard;
  };
  expect(await told('one')).toEqual({ admin: 'Ill', piet: 'Ill', [reader]: 'Ill' });
  const closed = configChangeForm({ accessModel: 'authorize' });
  await service.ok('thandi', 'set', configureRequest(THANDI, closed));
  await service.pushes('admin');
  expect(await told('two')).toEqual({ admin: 'Ill', piet: undefined, [reader]: undefined });
});

test('which open channels somebody follows is told where they agree, and of open ones alone', async () => {
  const { service, set } = await town();
  for (const [channel, accessModel] of [
    [PARKS, 'open'],
    [COUNCIL, 'authorize'],
  ] as const) {
    const form = configChangeForm({ title: channel === PARKS ? 'Parks' : '', accessModel });
    await service.ok('admin', 'set', createRequest(channel, form));
    await service.ok('thandi', 'set', subscribeRequest(channel, THANDI));
  }
  await service.ok('admin', 'set', setSubscriptionRequest(COUNCIL, THANDI, 'subscribed'));
  const told = async (who: string) => {
    const answer = await service.ok(who, 'get', followedRequest(THANDI));
    return readFollowed(el(NS.CLIENT, 'iq', {}, answer)).map(({ channel }) => channel);
  };
  expect(await told('piet')).toEqual([]);
  await set({ [SHOWS_FOLLOWED]: 'true' });
  for (const who of ['piet', 'reader@anon.example.org']) {
    expect(await told(who)).toEqual([PARKS, WELCOME]);
  }
  const advertise = (is: string) =>
    service.ok(
      'admin',
      'set',
      configureRequest(PARKS, configChangeForm({ vars: { [ADVERTISE]: is } })),
    );
  await advertise('false');
  expect(await told('piet')).toEqual([WELCOME]);
  await advertise('true');
  expect(await told('piet')).toEqual([PARKS, WELCOME]);
  await service.ok('admin', 'set', setAffiliationRequest(PARKS, THANDI, 'outcast'));
  expect(await told('piet')).toEqual([WELCOME]);
  await set({ [SHOWS_FOLLOWED]: '' });
  expect(await told('piet')).toEqual([]);
  await set({ [SHOWS_FOLLOWED]: 'true' });
  await service.ok('piet', 'set', subscribeRequest(THANDI, 'piet@example.org'));
  // Who may not read a person's channel learns nothing of that person.
  await service.ok('thandi', 'set', setAffiliationRequest(THANDI, 'piet@example.org', 'outcast'));
  expect(await service.refused('piet', 'get', followedRequest(THANDI))).toBe('auth/forbidden');
  expect(await service.refused('admin', 'get', followedRequest('x@example.org'))).toBe(
    'cancel/item-not-found',
  );
});

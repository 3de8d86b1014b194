import { expect, test } from 'vitest';
import { NS } from '../../src/protocol/namespaces.ts';
import {
  publishRequest,
  registerRequest,
  subscribeRequest,
  topicsRequest,
  unsubscribeRequest,
} from '../../src/protocol/pubsub.ts';
import { readError, retryAfter } from '../../src/protocol/stanza.ts';
import { type Element, el } from '../../src/protocol/xml.ts';
import { onPresence } from '../../src/server/component/presence.ts';
import { RATES } from '../../src/server/service/rates.ts';
import { StorageError } from '../../src/server/storage/database.ts';
import { allSessions } from '../../src/server/storage/sessions.ts';
import { channelService, SERVICE, WELCOME } from './channel-service.ts';

test('who posts faster than a person can is told for how long to wait; others are not slowed', async () => {
  const service = await channelService({ limits: true });
  for (const who of ['thandi', 'piet']) await service.ok(who, 'set', registerRequest());
  let count = 0;
  const post = async (who: string) => {
    count += 1;
    const request = publishRequest(WELCOME, { id: `${who}-${count}`, text: 'hello' });
    return (await service.ask(who, 'set', request)).reply;
  };
  for (let n = 0; n < RATES.publish.burst; n += 1) {
    expect((await post('thandi')).attrs.type).toBe('result');
  }
  const error = readError(await post('thandi'));
  expect(error).toMatchObject({ type: 'wait', condition: 'resource-constraint' });
  const seconds = retryAfter(error) as number;
  expect(seconds).toBeGreaterThan(0);
  expect((await post('piet')).attrs.type).toBe('result');
  expect(await service.refused('thandi', 'get', topicsRequest(WELCOME, { max: 1 }))).toBe(
    'accepted',
  );
  service.steady.now += seconds * 1_000;
  expect((await post('thandi')).attrs.type).toBe('result');
});

test.each([
  ['busy', 5, 10],
  ['full', 60, 120],
] as const)(
  'who cannot be stored since the database is %s is told when to come again',
  async (code, least, most) => {
    const service = await channelService();
    await service.ok('thandi', 'set', registerRequest());
    const database = service.ctx.database as { write: unknown };
    const { write } = database;
    database.write = async () => {
      throw new StorageError(code, new Error('as SQLite says it'));
    };
    const request = publishRequest(WELCOME, { id: 'one', text: 'hello' });
    const { reply } = await service.ask('thandi', 'set', request);
    database.write = write;
    const error = readError(reply);
    expect(error).toMatchObject({ type: 'wait', condition: 'resource-constraint' });
    expect(retryAfter(error)).toBeGreaterThanOrEqual(least);
    expect(retryAfter(error)).toBeLessThanOrEqual(most);
    expect(service.failures).toHaveLength(1);
  },
);

test('reading has a bound as well, far above what an app asks', async () => {
  const service = await channelService({ limits: true });
  const read = () =>
    service.refused('x@anon.example.org', 'get', topicsRequest(WELCOME, { max: 1 }));
  for (let n = 0; n < RATES.request.burst; n += 1) expect(await read()).toBe('accepted');
  expect(await read()).toBe('wait/resource-constraint +retry-after');
});

test('what reads all that one follows has a lower bound of its own', async () => {
  const service = await channelService({ limits: true });
  const attrs = { since: '2000-01-01T00:00:00Z', max: '1' };
  const recent = el(NS.PUBSUB, 'pubsub', {}, el(NS.BUDDYCLOUD, 'recent-items', attrs));
  for (let n = 0; n < RATES.survey.burst; n += 1) {
    expect(await service.refused('thandi', 'get', recent)).toBe('accepted');
  }
  expect(await service.refused('thandi', 'get', recent)).toBe(
    'wait/resource-constraint +retry-after',
  );
  expect(await service.refused('thandi', 'get', topicsRequest(WELCOME, {}))).toBe('accepted');
});

test('following and leaving again and again is slowed', async () => {
  const service = await channelService({ limits: true });
  const answers = new Set<string>();
  for (let n = 0; n < RATES.manage.burst + 1; n += 1) {
    const jid = 'thandi@example.org';
    const request = n % 2 ? unsubscribeRequest(WELCOME, jid) : subscribeRequest(WELCOME, jid);
    answers.add(await service.refused('thandi', 'set', request));
  }
  expect([...answers]).toContain('wait/resource-constraint +retry-after');
});

test('who comes and goes faster than any phone is told to wait; others are pushed to', async () => {
  const service = await channelService({ limits: true });
  const sent: Element[] = [];
  const link = { send: (stanza: Element) => sent.push(stanza) };
  const presence = (who: string, type?: 'unavailable') => {
    const attrs = { from: `${who}@example.org/phone`, to: SERVICE, type };
    return onPresence(service.ctx, link, SERVICE, el(NS.CLIENT, 'presence', attrs));
  };
  const there = () => service.ctx.database.read((reader) => allSessions(reader));
  for (let n = 0; n < RATES.presence.burst; n += 1) {
    await presence('thandi');
    await presence('thandi', 'unavailable');
  }
  expect(sent).toEqual([]);
  await presence('thandi');
  const [refusal] = sent as [Element];
  expect(refusal.attrs).toMatchObject({ type: 'error', to: 'thandi@example.org/phone' });
  const error = readError(refusal);
  expect(error).toMatchObject({ type: 'wait', condition: 'resource-constraint' });
  await presence('piet');
  expect(await there()).toEqual(['piet@example.org/phone']);
  service.steady.now += (retryAfter(error) as number) * 1_000;
  await presence('thandi');
  expect(await there()).toContain('thandi@example.org/phone');
  // To go is never too fast.
  await presence('thandi', 'unavailable');
  expect(await there()).toEqual(['piet@example.org/phone']);
});

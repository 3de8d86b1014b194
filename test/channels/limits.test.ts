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
import { el } from '../../src/protocol/xml.ts';
import { RATES } from '../../src/server/service/rates.ts';
import { channelService, WELCOME } from './channel-service.ts';

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

import { expect, test } from 'vitest';
import { NS } from '../../src/protocol/namespaces.ts';
import { publishRequest, retractRequest, topicsRequest } from '../../src/protocol/pubsub.ts';
import { setAffiliationRequest } from '../../src/protocol/pubsub-owner.ts';
import { readPageInfo } from '../../src/protocol/rsm.ts';
import { el } from '../../src/protocol/xml.ts';
import { channelService, WELCOME } from './channel-service.ts';

test('pages tell how many topics there are now, read again and again', async () => {
  const service = await channelService();
  const count = async () => {
    const answer = await service.ok('admin', 'get', topicsRequest(WELCOME, { max: 1 }));
    return readPageInfo(answer)?.count;
  };
  const post = (id: string, parent?: string) =>
    service.ok('admin', 'set', publishRequest(WELCOME, { id, text: id, parent: parent ?? null }));
  expect(await count()).toBe(0);
  await post('one');
  await post('two');
  expect([await count(), await count()]).toEqual([2, 2]);
  await post('comment', 'one');
  expect(await count()).toBe(2);
  await service.ok('admin', 'set', retractRequest(WELCOME, 'one'));
  expect([await count(), await count()]).toEqual([1, 1]);
});

test('the firehose tells how much there is for whoever asks, now', async () => {
  const service = await channelService();
  const count = async (who: string) => {
    const items = el(NS.PUBSUB, 'items', { node: '/firehose' });
    return readPageInfo(await service.ok(who, 'get', el(NS.PUBSUB, 'pubsub', {}, items)))?.count;
  };
  const post = (id: string) =>
    service.ok('admin', 'set', publishRequest(WELCOME, { id, text: id }));
  await post('one');
  const [reader, rude] = ['x@anon.example.org', 'rude@example.org'];
  expect([await count(reader), await count(reader), await count(rude)]).toEqual([1, 1, 1]);
  await post('two');
  expect([await count(reader), await count(rude)]).toEqual([2, 2]);
  await service.ok('admin', 'set', setAffiliationRequest(WELCOME, rude, 'outcast'));
  expect([await count(reader), await count(rude), await count(rude)]).toEqual([2, 0, 0]);
  await service.ok('admin', 'set', retractRequest(WELCOME, 'one'));
  expect([await count(reader), await count(rude)]).toEqual([1, 0]);
});

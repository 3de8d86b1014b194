import { expect, test } from 'vitest';
import { publishRequest, retractRequest, topicsRequest } from '../../src/protocol/pubsub.ts';
import { readPageInfo } from '../../src/protocol/rsm.ts';
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

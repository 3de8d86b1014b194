import { expect, test } from 'vitest';
import { readEvent } from '../../src/protocol/event.ts';
import {
  publishRequest,
  registerRequest,
  retractRequest,
  unsubscribeRequest,
  watchRequest,
} from '../../src/protocol/pubsub.ts';
import { deleteRequest, setAffiliationRequest } from '../../src/protocol/pubsub-owner.ts';
import type { Element } from '../../src/protocol/xml.ts';
import type { Database } from '../../src/server/storage/database.ts';
import { channelService, WELCOME } from './channel-service.ts';

const READER = 'reader@anon.example.org/page';

/** A town in which `thandi` follows a channel, with a way to get between the service and its database. */
async function town() {
  const service = await channelService();
  await service.ok('thandi', 'set', registerRequest());
  await service.ok('admin', 'set', publishRequest(WELCOME, { id: 't1', text: 'x' }));
  await service.online('thandi');
  const { database } = service.ctx;
  const stand = (read: Database['read']) => {
    Object.assign(service.ctx, { database: { ...database, read } });
  };
  const say = (request: Element) => service.refused('admin', 'set', request);
  return { service, database, stand, say };
}

const told = (pushes: readonly Element[]) =>
  pushes.map((push) => readEvent(push)?.kind ?? push.name);

test('while nobody can say who hears of a removal, later changes wait for it', async () => {
  const { service, database, stand, say } = await town();
  let failures = 2;
  stand((work) => {
    failures -= 1;
    return failures < 0 ? database.read(work) : Promise.reject(new Error('too many clients'));
  });
  expect(await say(retractRequest(WELCOME, 't1'))).toBe('accepted');
  expect(await say(publishRequest(WELCOME, { id: 't2', text: 'y' }))).toBe('accepted');
  expect(told(await service.pushes('thandi'))).toEqual(['retracted', 'published']);
  expect(service.failures).toHaveLength(2);
});

test('where that goes on although the database answers, everybody is told to catch up first', async () => {
  const { service, database, stand, say } = await town();
  let failures = 3;
  stand((work) => {
    failures -= 1;
    return failures < 0 ? database.read(work) : Promise.reject(new Error('never'));
  });
  expect(await say(retractRequest(WELCOME, 't1'))).toBe('accepted');
  expect(await say(publishRequest(WELCOME, { id: 't2', text: 'y' }))).toBe('accepted');
  expect(told(await service.pushes('thandi'))).toEqual(['presence', 'published']);
});

test('who left before a removal could be pushed hears of it; who was banned hears nothing', async () => {
  const { service, database, stand, say } = await town();
  await service.ok('piet', 'set', registerRequest());
  await service.online('piet');
  let open: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  stand(async (work) => {
    await gate;
    return database.read(work);
  });
  await say(retractRequest(WELCOME, 't1'));
  await service.refused('thandi', 'set', unsubscribeRequest(WELCOME, 'thandi@example.org'));
  await say(setAffiliationRequest(WELCOME, 'piet@example.org', 'outcast'));
  open();
  expect(told(await service.pushes('thandi'))).toContain('retracted');
  expect(told(await service.pushes('piet'))).not.toContain('retracted');
});

test('a channel that is deleted before its last changes are pushed keeps no push from anybody', async () => {
  const { service, database, stand, say } = await town();
  await service.ok(READER, 'set', watchRequest(WELCOME, READER));
  let open: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  stand(async (work) => {
    await gate;
    return database.read(work);
  });
  await say(retractRequest(WELCOME, 't1'));
  await say(deleteRequest(WELCOME));
  open();
  expect(told(await service.pushes(READER))).toEqual(['deleted']);
  expect(service.failures).toEqual([]);
});

test('a reader hears of what is removed after they asked to watch, however late that is looked up', async () => {
  const { service, database, stand, say } = await town();
  let open: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  // As on PostgreSQL, where one connection may be slower than another.
  stand(async (work) => {
    stand(database.read);
    await gate;
    return database.read(work);
  });
  const watched = service.refused(READER, 'set', watchRequest(WELCOME, READER));
  expect(await say(retractRequest(WELCOME, 't1'))).toBe('accepted');
  expect(told(await service.pushes(READER))).toEqual(['retracted']);
  open();
  expect(await watched).toBe('accepted');
});

test('who may not watch is told nothing', async () => {
  const { service, say } = await town();
  const unknown = watchRequest('nowhere@topics.example.org', READER);
  expect(await service.refused(READER, 'set', unknown)).toMatch('item-not-found');
  expect(await say(publishRequest(WELCOME, { id: 't2', text: 'y' }))).toBe('accepted');
  expect(await service.pushes(READER)).toEqual([]);
});

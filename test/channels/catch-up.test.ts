import { expect, test } from 'vitest';
import { archiveRequest, readArchiveFin, readArchiveResult } from '../../src/protocol/archive.ts';
import { nodeOf } from '../../src/protocol/channel.ts';
import { configChangeForm } from '../../src/protocol/config-form.ts';
import { readEvent } from '../../src/protocol/event.ts';
import {
  publishRequest,
  registerRequest,
  retractRequest,
  subscribeRequest,
  topicsRequest,
} from '../../src/protocol/pubsub.ts';
import { createRequest, deleteRequest } from '../../src/protocol/pubsub-owner.ts';
import type { PageRequest } from '../../src/protocol/rsm.ts';
import { childrenOf, type Element } from '../../src/protocol/xml.ts';
import { findChannel } from '../../src/server/storage/channels.ts';
import { channelService, WELCOME } from './channel-service.ts';

async function town() {
  const service = await channelService();
  await service.ok('piet', 'set', registerRequest());
  await service.ok('thandi', 'set', registerRequest());
  const changes = async (who: string, page: PageRequest, node?: string, gone = false) => {
    const query = archiveRequest({ queryId: 'a', page, gone, ...(node && { node }) });
    const { reply, before } = await service.ask(who, 'set', query);
    const results = before.map((message) => readArchiveResult(message, 'a'));
    const fin = readArchiveFin(childrenOf(reply)[0] as Element);
    return {
      what: results.map((r) => {
        const event = r && readEvent(r.message);
        if (event?.kind === 'published') return `+${event.items[0]?.id}`;
        if (event?.kind === 'retracted') return `-${event.ids[0]}`;
        return event?.kind;
      }),
      last: fin.page?.last,
      first: fin.page?.first,
      complete: fin.complete,
    };
  };
  return { service, changes };
}

test('everything since a place comes once, in order, in pages', async () => {
  const { service, changes } = await town();
  const start = (await changes('piet', { before: '', max: 1 })).last;
  for (let n = 1; n <= 5; n += 1) {
    await service.ok('thandi', 'set', publishRequest(WELCOME, { id: `t${n}`, text: `${n}` }));
  }
  const first = await changes('piet', { after: start, max: 3 });
  expect(first).toMatchObject({ what: ['+t1', '+t2', '+t3'], complete: false });
  const second = await changes('piet', { after: first.last, max: 3 });
  expect(second).toMatchObject({ what: ['+t4', '+t5'], complete: true });
  expect(await changes('piet', { after: second.last })).toMatchObject({ what: [], complete: true });
});

test('what was removed since is told as removed, and not as published', async () => {
  const { service, changes } = await town();
  const start = (await changes('piet', { before: '', max: 1 })).last;
  await service.ok('thandi', 'set', publishRequest(WELCOME, { id: 't1', text: 'x' }));
  await service.ok('thandi', 'set', publishRequest(WELCOME, { id: 't2', text: 'y' }));
  await service.ok('thandi', 'set', retractRequest(WELCOME, 't1'));
  expect((await changes('piet', { after: start })).what).toEqual(['+t2', '-t1']);
});

test('what may not be shown any more is told alone to who wants that', async () => {
  const { service, changes } = await town();
  const start = (await changes('piet', { before: '', max: 1 })).last;
  for (const id of ['t1', 't2', 't3']) {
    await service.ok('thandi', 'set', publishRequest(WELCOME, { id, text: id }));
  }
  await service.ok('thandi', 'set', retractRequest(WELCOME, 't1'));
  await service.ctx.database.write((writer) =>
    writer.run(`UPDATE items SET hidden = 1, text = '' WHERE id = 't2'`),
  );
  for (const node of [undefined, nodeOf(WELCOME)]) {
    const gone = await changes('piet', { after: start, before: '' }, node, true);
    expect(gone).toMatchObject({ what: ['+t2', '-t1'], complete: true });
  }
  const reader = 'reader@anon.example.org/page';
  const theirs = await changes(reader, { after: start, before: '', max: 1 }, nodeOf(WELCOME), true);
  expect(theirs).toMatchObject({ what: ['-t1'], complete: false });
});

test('nobody has thousands of changes searched for it', async () => {
  const { service, changes } = await town();
  const start = (await changes('piet', { before: '', max: 1 })).last;
  await service.ctx.database.write(async (writer) => {
    const { id } = (await findChannel(writer, WELCOME)) as { id: number };
    for (let n = 0; n <= 2_000; n += 1) {
      await writer.run(
        `INSERT INTO changes (channel_id, node, kind, subject, at) VALUES (?, 'posts', 'retracted', 'x', '')`,
        id,
      );
    }
  });
  const gone = await changes('piet', { after: start, before: '' }, nodeOf(WELCOME), true);
  expect(gone).toMatchObject({ what: [], complete: false });
});

test('the newest come first where the asker wants a cap', async () => {
  const { service, changes } = await town();
  for (let n = 1; n <= 5; n += 1) {
    await service.ok('thandi', 'set', publishRequest(WELCOME, { id: `t${n}`, text: `${n}` }));
  }
  const newest = await changes('piet', { before: '', max: 2 });
  expect(newest).toMatchObject({ what: ['+t4', '+t5'], complete: false });
  const older = await changes('piet', { before: newest.first, max: 2 });
  expect(older).toMatchObject({ what: ['+t2', '+t3'], complete: false });
});

test('other channels are not in it, and a node is asked for by name', async () => {
  const { service, changes } = await town();
  const other = 'roads@topics.example.org';
  await service.ok('admin', 'set', createRequest(other, configChangeForm({})));
  await service.ok('admin', 'set', publishRequest(other, { id: 'r1', text: 'pothole' }));
  expect((await changes('piet', { before: '' })).what).not.toContain('+r1');
  expect((await changes('piet', { before: '' }, `/user/${other}/posts`)).what).toEqual(['+r1']);
  expect(
    (await changes('x@anon.example.org', { before: '' }, `/user/${other}/posts`)).what,
  ).toEqual(['+r1']);
});

test('who was away is told that a channel is no more, and its name may be used again', async () => {
  const { service, changes } = await town();
  const roads = 'roads@topics.example.org';
  const create = createRequest(roads, configChangeForm({}));
  await service.ok('admin', 'set', create);
  await service.ok('admin', 'set', publishRequest(roads, { id: 'r1', text: 'pothole' }));
  await service.ok('piet', 'set', subscribeRequest(roads, 'piet@example.org'));
  const start = (await changes('piet', { before: '', max: 1 })).last;
  expect(await service.refused('piet', 'set', deleteRequest(roads))).toBe('auth/not-authorized');
  await service.online('piet');
  await service.ok('admin', 'set', deleteRequest(roads));
  expect((await service.pushes('piet')).map(readEvent)).toEqual([
    { kind: 'deleted', channel: roads },
  ]);
  expect((await changes('piet', { after: start })).what).toEqual(['deleted']);
  expect(await service.refused('piet', 'get', topicsRequest(roads, {}))).toBe(
    'cancel/item-not-found',
  );
  await service.ok('admin', 'set', create);
  expect((await changes('piet', { before: '' }, `/user/${roads}/posts`)).what).toEqual([]);
});

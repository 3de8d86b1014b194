import { describe, expect, test } from 'vitest';
import { archiveRequest, readArchiveFin, readArchiveResult } from '../../src/protocol/archive.ts';
import { nodeOf } from '../../src/protocol/channel.ts';
import { configChangeForm } from '../../src/protocol/config-form.ts';
import { form } from '../../src/protocol/data-form.ts';
import { readEvent } from '../../src/protocol/event.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import {
  publishRequest,
  registerRequest,
  retractRequest,
  subscribeRequest,
  topicsRequest,
} from '../../src/protocol/pubsub.ts';
import { createRequest, deleteRequest } from '../../src/protocol/pubsub-owner.ts';
import { type PageRequest, pageRequest } from '../../src/protocol/rsm.ts';
import { child, childrenOf, type Element, el } from '../../src/protocol/xml.ts';
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

/** Many removals in one channel, of what nobody remembers. */
async function removeMany(service: Awaited<ReturnType<typeof channelService>>, count: number) {
  await service.ctx.database.write(async (writer) => {
    const { id } = (await findChannel(writer, WELCOME)) as { id: number };
    for (let n = 0; n < count; n += 1) {
      await writer.run(
        `INSERT INTO changes (channel_id, node, kind, subject, at) VALUES (?, 'posts', 'retracted', 'x', '')`,
        id,
      );
    }
  });
}

test('nobody has thousands of changes searched for it', async () => {
  const { service, changes } = await town();
  const start = (await changes('piet', { before: '', max: 1 })).last;
  await removeMany(service, 2_001);
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

test('what happened in several channels comes in one order, in pages from either end', async () => {
  const { service, changes } = await town();
  const channels = ['a', 'b', 'c'].map((name) => `${name}@topics.example.org`);
  for (const channel of channels) {
    await service.ok('admin', 'set', createRequest(channel, configChangeForm({})));
  }
  // Of `c` piet hears nothing.
  for (const channel of channels.slice(0, 2)) {
    await service.ok('piet', 'set', subscribeRequest(channel, 'piet@example.org'));
  }
  const start = (await changes('piet', { before: '', max: 1 })).last;
  const expected: string[] = [];
  for (let n = 0; n < 12; n += 1) {
    const channel = [WELCOME, ...channels, channels[0]][n % 5] as string;
    await service.ok('admin', 'set', publishRequest(channel, { id: `t${n}`, text: `${n}` }));
    if (channel !== channels[2]) expected.push(`+t${n}`);
  }
  for (const size of [1, 2, 3, 100]) {
    const forwards: unknown[] = [];
    for (let after = start, complete = false; !complete; ) {
      const page = await changes('piet', { after, max: size });
      forwards.push(...page.what);
      ({ complete } = page);
      after = page.last;
    }
    const backwards: unknown[] = [];
    for (let before: string | undefined = '', complete = false; !complete; ) {
      const page = await changes('piet', { after: start, before, max: size });
      backwards.unshift(...page.what);
      ({ complete } = page);
      before = page.first;
    }
    expect([forwards, backwards]).toEqual([expected, expected]);
  }
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
  // That there is another one, and nothing of the one before it.
  expect((await changes('piet', { before: '' }, `/user/${roads}/posts`)).what).toEqual([
    'configured',
  ]);
});

test('who kept posts of a channel whose name is used again hears that not all that is gone can be told', async () => {
  const { service, changes } = await town();
  const roads = 'roads@topics.example.org';
  const create = createRequest(roads, configChangeForm({}));
  const post = (id: string) => service.ok('admin', 'set', publishRequest(roads, { id, text: id }));
  const gone = (after: string) => changes('piet', { after, before: '' }, nodeOf(roads), true);
  const newest = async () =>
    (await changes('piet', { before: '', max: 1 }, nodeOf(roads))).last as string;
  await service.ok('admin', 'set', create);
  await post('r1');
  const kept = await newest();
  expect(await gone(kept)).toMatchObject({ what: [], complete: true });
  await service.ok('admin', 'set', deleteRequest(roads));
  await service.ok('admin', 'set', create);
  expect(await gone(kept)).toMatchObject({ what: [], complete: false });
  await post('r2');
  expect(await gone(kept)).toMatchObject({ what: [], complete: false });
  const again = await newest();
  await service.ok('admin', 'set', retractRequest(roads, 'r2'));
  expect(await gone(again)).toMatchObject({ what: ['-r2'], complete: true });
  // Nor is anything kept by who has never seen it.
  expect(await gone('0')).toMatchObject({ complete: true });
});

describe('the filters of XEP-0313', () => {
  const asking = (fields: Record<string, string>, page: PageRequest = {}) =>
    el(
      NS.MAM,
      'query',
      { node: nodeOf(WELCOME) },
      form('submit', NS.MAM, fields),
      pageRequest(page),
    );

  /** Five posts, by turns of two people, and when each was stored. */
  async function posts() {
    const { service } = await town();
    for (const n of [1, 2, 3, 4, 5]) {
      const who = n % 2 ? 'thandi' : 'piet';
      await service.ok(who, 'set', publishRequest(WELCOME, { id: `t${n}`, text: `${n}` }));
    }
    const ask = async (fields: Record<string, string>, page?: PageRequest) => {
      const { reply, before } = await service.ask('admin', 'set', asking(fields, page));
      const rows = before.map((message) => {
        const result = child(message, 'result', NS.MAM) as Element;
        const forwarded = child(result, 'forwarded', NS.FORWARD) as Element;
        const event = readEvent(child(forwarded, 'message', NS.CLIENT) as Element);
        const id = event?.kind === 'published' ? event.items[0]?.id : event?.kind;
        return { id, at: child(forwarded, 'delay', NS.DELAY)?.attrs.stamp as string };
      });
      const fin = childrenOf(reply)[0] as Element;
      const isCounted = child(child(fin, 'set', NS.RSM) as Element, 'count') !== undefined;
      const ids = rows.map(({ id }) => id).join(' ');
      return { ids, rows, isCounted, ...readArchiveFin(fin) };
    };
    return { service, ask };
  }

  test('from a time, up to a time, of a person, and all of these in pages', async () => {
    const { service, ask } = await posts();
    const { rows } = await ask({ with: 'thandi@example.org' });
    const [, third, fifth] = rows.map(({ at }) => at) as [string, string, string];
    for (const [fields, ids] of [
      [{ start: third }, 't3 t4 t5'],
      [{ end: third, with: '' }, 't1 t2 t3'],
      [{ start: third, end: third }, 't3'],
      [{ start: third, with: 'THANDI@Example.org/phone' }, 't3 t5'],
      [{ with: 'piet@example.org', end: fifth, start: '' }, 't2 t4'],
      [{ with: 'nobody@example.org' }, ''],
      [{ start: '2030-01-01T00:00:00Z' }, ''],
      // The same time, as somebody elsewhere writes it.
      [
        {
          start: `${third.slice(0, 11)}0${Number(third.slice(11, 13)) + 2}${third.slice(13, 19)}+02:00`,
        },
        't3 t4 t5',
      ],
    ] as const) {
      const { rows, complete, isCounted } = await ask(fields);
      const posted = rows.flatMap(({ id }) => (id?.startsWith('t') ? [id] : []));
      expect([posted.join(' '), complete], JSON.stringify(fields)).toEqual([ids, true]);
      // To count what a filter finds, all would have to be searched.
      expect(isCounted).toBe(false);
    }
    const some = await ask({ with: 'thandi@example.org' }, { max: 2, before: '' });
    expect(some).toMatchObject({ ids: 't3 t5', complete: false });
    expect(service.failures).toEqual([]);
  });

  test('search no more than some thousand changes for one page, and go on from there', async () => {
    const { service, ask } = await posts();
    await removeMany(service, 4_100);
    await service.ok('thandi', 'set', publishRequest(WELCOME, { id: 't6', text: '6' }));
    for (const fields of [{ with: 'thandi@example.org' }, { start: '2026-01-01T00:00:00Z' }]) {
      const found: string[] = [];
      const pages: number[] = [];
      let after: string | undefined;
      for (let complete = false; !complete; ) {
        const page = await ask(fields, { max: 50, after });
        pages.push(page.rows.length);
        found.push(...page.rows.flatMap(({ id }) => (id?.startsWith('t') ? [id] : [])));
        after = page.page?.last;
        ({ complete } = page);
      }
      expect(found).toEqual(
        fields.with ? ['t1', 't3', 't5', 't6'] : ['t1', 't2', 't3', 't4', 't5', 't6'],
      );
      expect(pages).toHaveLength(3);
      expect(pages[1]).toBe(0);
    }
    const back: string[] = [];
    let before: string | undefined = '';
    for (let complete = false; !complete; ) {
      const page = await ask({ with: 'piet@example.org' }, { before });
      back.unshift(...page.rows.flatMap(({ id }) => id ?? []));
      before = page.page?.first;
      ({ complete } = page);
    }
    expect(back).toEqual(['t2', 't4']);
  });

  test.each([
    ['no time', { start: 'yesterday' }, 'modify/bad-request'],
    ['a day alone', { end: '2026-01-01' }, 'modify/bad-request'],
    ['nobody', { with: 'a b' }, 'modify/bad-request'],
    ['what nobody knows', { ids: '1' }, 'cancel/feature-not-implemented'],
    ['what every object has', { toString: '1' }, 'cancel/feature-not-implemented'],
  ])('refuses: %s', async (_, fields, expected) => {
    const { service } = await town();
    expect(await service.refused('piet', 'set', asking(fields))).toBe(expected);
  });

  test('are told to who asks', async () => {
    const { service } = await town();
    const answer = await service.ok('piet', 'get', el(NS.MAM, 'query'));
    const fields = childrenOf(child(answer, 'x', NS.DATA) as Element).map(({ attrs }) => attrs.var);
    expect(fields).toEqual(['FORM_TYPE', 'with', 'start', 'end', '{urn:wifi-chat:gone:0}gone']);
  });
});

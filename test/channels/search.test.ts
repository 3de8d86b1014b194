import { describe, expect, test } from 'vitest';
import { configChangeForm } from '../../src/protocol/config-form.ts';
import { form, readForm } from '../../src/protocol/data-form.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import {
  publishRequest,
  registerRequest,
  retractRequest,
  subscribeRequest,
} from '../../src/protocol/pubsub.ts';
import { createRequest } from '../../src/protocol/pubsub-owner.ts';
import { child, childrenOf, type Element, el, textOf } from '../../src/protocol/xml.ts';
import { WordIndexer } from '../../src/server/service/index-words.ts';
import { findNode } from '../../src/server/storage/nodes.ts';
import { isCommon } from '../../src/server/storage/search.ts';
import { eventually } from '../harness/eventually.ts';
import { channelService, WELCOME } from './channel-service.ts';

const query = (fields: Record<string, string>) =>
  el(NS.SEARCH, 'query', {}, form('submit', NS.SEARCH, fields));

async function town() {
  const service = await channelService();
  for (const who of ['admin', 'thandi']) await service.ok(who, 'set', registerRequest());
  const post = (who: string, id: string, text: string, channel = WELCOME) =>
    service.ok(who, 'set', publishRequest(channel, { id, text }));
  await post('thandi', 'a', 'Burst pipe at the Clinic 💧');
  await post('admin', 'b', 'The pipes are repaired, née fixed');
  await post('thandi', 'c', '\' OR 1=1 -- % _ " * NEAR(');
  const closed = 'closed@topics.example.org';
  await service.ok('admin', 'set', createRequest(closed, configChangeForm({})));
  await post('admin', 'd', 'pipe in a channel that thandi does not follow', closed);
  const found = async (who: string, fields: Record<string, string>) => {
    const answer = await service.ok(who, 'set', query(fields));
    const x = child(answer, 'x', NS.DATA);
    const ids = (x ? childrenOf(x, 'item') : []).map((item: Element) => {
      const id = childrenOf(item, 'field').find((f) => f.attrs.var === 'id') as Element;
      return textOf(childrenOf(id)[0] as Element).replace(/.*,/, '');
    });
    return x ? ids : 'no form';
  };
  return { service, found };
}

test('every word must begin a word of the item; case and accents do not matter', async () => {
  const { found } = await town();
  expect(await found('thandi', { content: 'PIPE' })).toEqual(['b', 'a']);
  expect(await found('thandi', { content: 'pipe clin' })).toEqual(['a']);
  expect(await found('thandi', { content: 'nee' })).toEqual(['b']);
  expect(await found('thandi', { content: 'pipe', author: 'Thandi@example.org' })).toEqual(['a']);
  expect(await found('thandi', { author: 'thandi@example.org', rpp: '1', page: '2' })).toEqual([
    'a',
  ]);
  expect(await found('admin', { content: 'pipe' })).toEqual(['d', 'b', 'a']);
});

test('words of any length are found, also by what is longer than any index takes', async () => {
  const { service, found } = await town();
  // Of two and four bytes.
  const long = `𠀀${'я'.repeat(3_000)}`;
  await service.ok('thandi', 'set', publishRequest(WELCOME, { id: 'long', text: `${long} end` }));
  for (const content of ['𠀀я', long.slice(0, 1_024), long.slice(0, 1_026), long, 'end']) {
    expect(await found('thandi', { content }), content).toEqual(['long']);
  }
  expect(await found('thandi', { content: `x${long}` })).toBe('no form');
});

describe('a word that more than 5,000 posts have', () => {
  const DATE = '2025-01-01T00:00:00.000Z';

  /** A channel where `a` and `b` are followed by 5,001 posts, all with a pipe, and one that is quiet. */
  async function talkative() {
    const { service, found } = await town();
    const quiet = 'quiet@topics.example.org';
    await service.ok('admin', 'set', createRequest(quiet, configChangeForm({})));
    await service.ok('admin', 'set', publishRequest(quiet, { id: 'q', text: 'A quiet pipe' }));
    await service.ok('zola', 'set', subscribeRequest(quiet, 'zola@example.org'));
    await service.ctx.database.write(async (writer) => {
      const node = await findNode(writer, WELCOME, 'posts');
      await writer.run(
        `INSERT INTO changes (channel_id, node, kind, subject, at)
         WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5001)
         SELECT CAST(? AS BIGINT), 'posts', 'published', 'many-' || i, ? FROM n`,
        ...[node?.channel.id ?? 0, DATE],
      );
      await writer.run(
        `INSERT INTO items (seq, node_id, id, author, title, text, published_at, activity)
         SELECT seq, CAST(? AS BIGINT), subject, 'many@example.org', '', 'One more pipe.', at, seq
         FROM changes WHERE subject LIKE 'many-%'`,
        node?.id ?? 0,
      );
    });
    const answer = async (who: string, fields: Record<string, string>) => {
      const told = await service.ok(who, 'set', query({ rpp: '100', ...fields }));
      return {
        found: childrenOf(child(told, 'x', NS.DATA), 'item').length,
        since: child(told, 'searched', NS.SEARCHED)?.attrs.since,
      };
    };
    return { found, answer };
  }

  test('is looked for among the newest 5,000 of the channels that one follows', async () => {
    const { found, answer } = await talkative();
    expect(await answer('thandi', { content: 'pipe' })).toEqual({ found: 100, since: undefined });
    expect(await answer('thandi', { content: 'pip', page: '50' })).toEqual({
      ...{ found: 100, since: undefined },
    });
    // How far it was looked is told where there may be more.
    expect(await answer('thandi', { content: 'pipe', page: '51' })).toEqual({
      ...{ found: 0, since: DATE },
    });
    expect(await answer('thandi', { content: 'pipe', author: 'many@example.org' })).toEqual({
      ...{ found: 100, since: undefined },
    });
    expect(await answer('thandi', { author: 'many@example.org', page: '51' })).toEqual({
      ...{ found: 0, since: DATE },
    });
    // What is said elsewhere takes nothing from who follows little.
    expect(await found('zola', { content: 'pipe' })).toEqual(['q']);
    expect(await answer('zola', { content: 'pipe' })).toEqual({ found: 1, since: undefined });
  });

  test('hides nothing that has another word besides, nor what its author wrote', async () => {
    const { found } = await talkative();
    expect(await found('thandi', { content: 'pipe clinic' })).toEqual(['a']);
    expect(await found('thandi', { content: 'one pipe repaired' })).toBe('no form');
    expect(await found('thandi', { content: 'pipe', author: 'admin@example.org' })).toEqual(['b']);
  });
});

// On PostgreSQL nothing waits for one search.
test('of a beginning that posts are full of no more is walked through than of a common word', async () => {
  const { service, found } = await town();
  const { database } = service.ctx;
  if ((await database.read(async ({ dialect }) => dialect)) === 'postgres') return;
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];
  const words = letters.flatMap((a) => letters.map((b) => `q${a}${b}`));
  const text = [...words, ...words.slice(0, 300)].join(' ');
  for (let n = 0; n < 75; n += 1) {
    await service.ok('thandi', 'set', publishRequest(WELCOME, { id: `full-${n}`, text }));
  }
  expect(await found('thandi', { content: 'q', rpp: '100' })).toHaveLength(75);
  const common = (term: string) => database.read((reader) => isCommon(reader, term));
  expect([await common('qa'), await common('q')]).toEqual([false, true]);
  const places = "SELECT count(*) AS n FROM item_vocabulary WHERE term = 'qab'";
  expect(await database.read((reader) => reader.get(places))).toEqual({ n: 75 });
});

test('what is found comes as rows of three fields, the entry as XML', async () => {
  const { service } = await town();
  const answer = await service.ok('thandi', 'set', query({ content: 'burst' }));
  const x = child(answer, 'x', NS.DATA) as Element;
  expect(x.attrs.type).toBe('result');
  const kinds = childrenOf(child(x, 'reported') as Element).map(({ attrs }) => attrs);
  expect(kinds).toMatchObject([
    { var: 'node', type: 'text-single' },
    { var: 'id', type: 'text-single' },
    { var: 'entry', type: 'xml' },
  ]);
  const [node, id, entry] = childrenOf(child(x, 'item') as Element).map(
    (field) => childrenOf(field)[0] as Element,
  );
  expect(textOf(node as Element)).toBe(`/user/${WELCOME}/posts`);
  expect(textOf(id as Element)).toBe(`tag:channels.example.org,/user/${WELCOME}/posts,a`);
  expect(child(entry as Element, 'entry', NS.ATOM)).toBeDefined();
});

test('nothing found: no form; what was removed is not found', async () => {
  const { service, found } = await town();
  expect(await found('thandi', { content: 'electricity' })).toBe('no form');
  await service.ok('admin', 'set', retractRequest(WELCOME, 'a'));
  expect(await found('thandi', { content: 'burst' })).toBe('no form');
});

test('words are indexed later, and before anybody searches', async () => {
  const { service, found } = await town();
  const { database } = service.ctx;
  const indexed = async () => {
    const row = await database.read((reader) =>
      reader.get<{ n: number }>('SELECT count(*) AS n FROM item_words'),
    );
    return row?.n;
  };
  expect(await indexed()).toBe(0);
  await service.ok('thandi', 'set', retractRequest(WELCOME, 'a'));
  expect(await found('thandi', { content: 'pipe' })).toEqual(['b']);
  expect(await indexed()).toBe(3);
  const indexer = new WordIndexer(database, (error) => service.failures.push(error));
  await service.ok('thandi', 'set', publishRequest(WELCOME, { id: 'e', text: 'Pipes again' }));
  indexer.wake();
  await eventually(async () => (await indexed()) === 4);
  await indexer.stop();
  await service.ok('admin', 'set', retractRequest(WELCOME, 'b'));
  expect(await found('thandi', { content: 'pipe' })).toEqual(['e']);
  expect(await indexed()).toBe(3);
  expect(service.failures).toEqual([]);
});

test.each(["'", '"', '*', 'NEAR(', 'a" OR "b', 'col:x', '-x', '%', '_', '{}'])(
  'words are words, never operators: %s',
  async (content) => {
    const { service } = await town();
    const answer = await service.refused('thandi', 'set', query({ content: `${content} 1` }));
    expect(answer).toBe('accepted');
    expect(service.failures).toEqual([]);
  },
);

test.each([
  ['nothing asked', {}],
  ['page 0', { content: 'x', page: '0' }],
  ['no number', { content: 'x', rpp: 'many' }],
  ['no address', { author: 'a b' }],
])('refuses: %s', async (_, fields) => {
  const { service } = await town();
  expect(await service.refused('thandi', 'set', query(fields))).toBe('modify/bad-request');
});

test('people of this site only', async () => {
  const { service } = await town();
  const request = query({ content: 'pipe' });
  expect(await service.refused('x@anon.example.org', 'set', request)).toBe('cancel/not-allowed');
  const asked = await service.ok('thandi', 'get', el(NS.SEARCH, 'query'));
  expect([...(readForm(asked)?.values.keys() ?? [])]).toEqual(['content', 'author', 'page', 'rpp']);
});

import { expect, test } from 'vitest';
import { configChangeForm } from '../../src/protocol/config-form.ts';
import { form, readForm } from '../../src/protocol/data-form.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import { publishRequest, registerRequest, retractRequest } from '../../src/protocol/pubsub.ts';
import { createRequest } from '../../src/protocol/pubsub-owner.ts';
import { child, childrenOf, type Element, el, textOf } from '../../src/protocol/xml.ts';
import { WordIndexer } from '../../src/server/service/index-words.ts';
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

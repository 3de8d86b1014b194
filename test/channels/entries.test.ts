import { describe, expect, test } from 'vitest';
import { readEntry } from '../../src/protocol/atom.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import { itemRequest, publishRequest, registerRequest } from '../../src/protocol/pubsub.ts';
import { child, childrenOf, childText, type Element, el } from '../../src/protocol/xml.ts';
import { parseElement } from '../../src/server/stream/parser.ts';
import { channelService, SERVICE, WELCOME } from './channel-service.ts';

const NODE = `/user/${WELCOME}/posts`;
const content = (text: string) => el(NS.ATOM, 'content', {}, text);
const reply = (ref: string) => el(NS.THREAD, 'in-reply-to', { ref });
const target = (id?: string) =>
  el(NS.ACTIVITY, 'target', {}, ...(id ? [el(NS.ACTIVITY, 'id', {}, id)] : []));
const rating = (stars: string) => el(NS.REVIEW, 'rating', {}, stars);

/** A topic t with the comment c, another topic, and publishing of whole entries. */
async function town() {
  const service = await channelService();
  for (const who of ['admin', 'thandi', 'piet']) await service.ok(who, 'set', registerRequest());
  for (const id of ['t', 'other']) {
    await service.ok('admin', 'set', publishRequest(WELCOME, { id, text: id }));
  }
  await service.ok('admin', 'set', publishRequest(WELCOME, { id: 'c', text: 'c', parent: 't' }));
  const request = (id: string, entry: Element) => {
    const item = el(NS.PUBSUB, 'item', { id }, entry);
    const publish = el(NS.PUBSUB, 'publish', { node: NODE }, item);
    return el(NS.PUBSUB, 'pubsub', {}, publish, el(NS.ORDER, 'order'));
  };
  const publish = async (id: string, entry: Element) => {
    const answer = await service.ok('thandi', 'set', request(id, entry));
    const item = child(child(answer, 'publish') as Element, 'item') as Element;
    return child(item, 'entry', NS.ATOM) as Element;
  };
  return { service, publish, request };
}
const entry = (...children: Element[]) => el(NS.ATOM, 'entry', {}, ...children);

describe('ratings', () => {
  test('are comments with stars, named as clients expect, and speak of their target', async () => {
    const { service, publish } = await town();
    const id = `tag:${SERVICE},${NODE},c`;
    const draft = entry(content('lovely'), reply('t'), target(id), rating('4'));
    const stored = await publish('r', draft);
    const one = child(
      child(await service.ok('piet', 'get', itemRequest(WELCOME, 'r')), 'items') as Element,
      'item',
    );
    for (const shown of [stored, child(one as Element, 'entry', NS.ATOM) as Element]) {
      expect(childText(shown, 'title')).toBe('Rating');
      expect(childText(shown, 'content')).toBe('rating:4.0');
      expect(childText(shown, 'verb', NS.ACTIVITY)).toBe('rated');
      expect(childText(shown, 'rating', NS.REVIEW)).toBe('4.0');
      const aim = child(shown, 'target', NS.ACTIVITY) as Element;
      expect(childrenOf(aim).map((part) => part.name)).toEqual(['id', 'object-type']);
      expect(childText(aim, 'id')).toBe(id);
    }
    // Sent again, it is the same.
    expect(await publish('r', draft)).toEqual(stored);
  });

  test.each([
    ['a target without id', [reply('t'), target()], 'missing-target-id'],
    ['a target outside any thread', [target('c')], 'missing-in-reply-to'],
    ['a rating outside any thread', [rating('3')], 'missing-in-reply-to'],
    ['an unknown target', [reply('t'), target('no')], 'targeted-item-not-found'],
    ['a target of another thread', [reply('other'), target('c')], 'target-outside-thread'],
    ['a rating of nothing', [reply('t'), rating('3')], 'missing-target'],
    ['half a star', [reply('t'), target('t'), rating('3.5')], 'invalid-rating'],
    ['no number', [reply('t'), target('t'), rating('five')], 'invalid-rating'],
    ['no stars', [reply('t'), target('t'), rating('0')], 'rating-out-of-range'],
    ['six stars', [reply('t'), target('t'), rating('6.0')], 'rating-out-of-range'],
    ['a rating of a rating', [reply('t'), target('r'), rating('1')], 'invalid-rating-request'],
    ['a second opinion', [reply('t'), target('c'), rating('1')], 'item-already-rated'],
    ['an unknown parent', [reply('no'), target('t')], 'parent-item-not-found'],
  ])('refuses: %s', async (_, parts, reason) => {
    const { service, publish, request } = await town();
    await publish('r', entry(content(''), reply('t'), target('c'), rating('5.0')));
    const draft = request('x', entry(content('x'), ...parts));
    expect(await service.refused('thandi', 'set', draft)).toBe(`modify/bad-request +${reason}`);
    expect(service.failures).toEqual([]);
  });

  test('one that was taken back may be given anew', async () => {
    const { service, publish } = await town();
    const opinion = entry(content(''), reply('t'), target('c'), rating('1'));
    await publish('r1', opinion);
    const item = el(NS.PUBSUB, 'item', { id: 'r1' });
    const retract = el(NS.PUBSUB, 'retract', { node: NODE }, item);
    await service.ok('thandi', 'set', el(NS.PUBSUB, 'pubsub', {}, retract));
    await publish('r2', opinion);
  });
});

describe('entries of other programs', () => {
  const XHTML = 'http://www.w3.org/1999/xhtml';

  test.each([
    [
      'text and markup: the text',
      `<title type="text">Water</title><content type="xhtml"><div xmlns="${XHTML}"><b>no</b></div></content>
       <content type="text">yes</content>`,
      { title: 'Water', text: 'yes' },
    ],
    [
      'markup alone: its words',
      `<content type="xhtml"><div xmlns="${XHTML}"><p>Pipes &amp; <b>taps</b></p></div></content>`,
      { title: '', text: 'Pipes & taps' },
    ],
    ['a title alone: the text', '<title>Only this</title>', { title: '', text: 'Only this' }],
    [
      'what the server says itself is dropped',
      `<id>mine</id><published>1999-01-01T00:00:00Z</published><author><name>Mayor</name>
       <uri>xmpp:mayor@example.org</uri></author><link rel="alternate" href="xmpp:x"/><content>x</content>`,
      { title: '', text: 'x', author: 'thandi@example.org' },
    ],
  ])('%s', async (_, inner, expected) => {
    const { publish } = await town();
    const stored = await publish('x', parseElement(`<entry xmlns="${NS.ATOM}">${inner}</entry>`));
    expect(readEntry(stored, WELCOME)).toMatchObject(expected);
    expect(childrenOf(stored, 'id')).toHaveLength(1);
    expect(childText(stored, 'published')).not.toContain('1999');
  });
});

describe('places', () => {
  const geoloc = (...parts: [string, string][]) =>
    el(NS.GEOLOC, 'geoloc', {}, ...parts.map(([name, text]) => el(NS.GEOLOC, name, {}, text)));

  test('stay with what was said there, wherever it is shown', async () => {
    const { service, publish } = await town();
    const place = geoloc(['lat', '-29.85'], ['lon', '31.02'], ['locality', 'Durban']);
    expect(child(await publish('p', entry(content('hot'), place)), 'geoloc', NS.GEOLOC)).toEqual(
      place,
    );
    const shown = child(
      await service.ok('piet', 'get', itemRequest(WELCOME, 'p')),
      'items',
    ) as Element;
    const found = child(child(shown, 'item') as Element, 'entry', NS.ATOM) as Element;
    expect(child(found, 'geoloc', NS.GEOLOC)).toEqual(place);
    const none = await publish('q', entry(content('here'), geoloc(['lat', ' '])));
    expect(child(none, 'geoloc', NS.GEOLOC)).toBeUndefined();
  });

  test.each([
    ['a part that is none', geoloc(['payload', 'x'])],
    ['a very long one', geoloc(['text', 'x'.repeat(300)])],
  ])('refuses: %s', async (_, place) => {
    const { service, request } = await town();
    const draft = request('x', entry(content('x'), place));
    expect(await service.refused('thandi', 'set', draft)).toBe('modify/bad-request');
  });
});

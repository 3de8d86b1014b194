import { xml } from '@xmpp/client-core';
import { expect, test } from 'vitest';
import { readStanza, toLtx } from '../../src/app/xmpp/element.ts';
import { MAX_DEPTH, MAX_ELEMENTS } from '../../src/protocol/limits.ts';
import { el } from '../../src/protocol/xml.ts';

test('namespaces are resolved, whatever prefixes the sender chose', () => {
  const stanza = xml(
    'message',
    { xmlns: 'jabber:client', from: 'c' },
    xml('e:event', { 'xmlns:e': 'urn:e' }, xml('plain', {}, 'x'), xml('e:item', { id: '1' })),
    xml('body', { xmlns: 'urn:b' }),
  );
  expect(readStanza(stanza)).toEqual(
    el(
      'jabber:client',
      'message',
      { from: 'c' },
      el(
        'urn:e',
        'event',
        {},
        el('jabber:client', 'plain', {}, 'x'),
        el('urn:e', 'item', { id: '1' }),
      ),
      el('urn:b', 'body'),
    ),
  );
});

test('a prefix that nobody declared drops the stanza', () => {
  expect(readStanza(xml('message', {}, xml('e:event')))).toBeNull();
});

test('what is nested too deep is dropped before anything recursive sees it', () => {
  const nested = (depth: number) => {
    let element = xml('x');
    for (let i = 1; i < depth; i += 1) element = xml('x', {}, element);
    return element;
  };
  expect(readStanza(nested(MAX_DEPTH))).not.toBeNull();
  expect(readStanza(nested(MAX_DEPTH + 1))).toBeNull();
  expect(readStanza(nested(30_000))).toBeNull();
});

test('what has too many elements is dropped', () => {
  const wide = (count: number) =>
    xml('x', {}, ...Array.from({ length: count - 1 }, () => xml('y')));
  expect(readStanza(wide(MAX_ELEMENTS))).not.toBeNull();
  expect(readStanza(wide(MAX_ELEMENTS + 1))).toBeNull();
});

test('what XML cannot hold is left out, so that no paste ends the stream', () => {
  const element = el(
    'urn:p',
    'p',
    { alt: 'a\u000bb\ud800' },
    'c\u0000\r\nd',
    el('urn:p', 'q', {}, '\uffff🙂'),
  );
  expect(toLtx(element).toString()).toBe('<p alt="ab" xmlns="urn:p">c\nd<q>🙂</q></p>');
});

test('ours are written with a namespace only where it changes', () => {
  const element = el(
    'jabber:client',
    'iq',
    { id: '1' },
    el('urn:p', 'p', {}, el('urn:p', 'q', {}, '<')),
  );
  expect(toLtx(element).toString()).toBe(
    '<iq id="1" xmlns="jabber:client"><p xmlns="urn:p"><q>&lt;</q></p></iq>',
  );
});

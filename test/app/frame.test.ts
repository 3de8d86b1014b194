import { expect, test } from 'vitest';
import { readFrame, writeFrame } from '../../src/app/xmpp/frame.ts';
import { MAX_DEPTH, MAX_ELEMENTS } from '../../src/protocol/limits.ts';
import { el } from '../../src/protocol/xml.ts';
import { parseElement } from '../../src/server/stream/parser.ts';

test.each([
  '<a xmlns="urn:a"/>',
  '<a xmlns="urn:a"></a>',
  `<m xmlns='jabber:client' from="c">\n<e:v xmlns:e="urn:e"\n  ><p>x</p><e:i id = '1' /></e:v><b xmlns="urn:b"/></m>`,
  '<a xmlns="u" b="&lt;&amp;&gt;&quot;&apos;&#65;&#x1F642;">&lt;&amp;&#10;é 🙂</a>',
  `<a xmlns="u" b='"' c="'>" d=""> a &amp;amp; b </a>`,
])('%s is read as the service reads it', (frame) => {
  expect(readFrame(frame)).toEqual(parseElement(frame));
});

test('the prefix that Prosody leaves undeclared is known', () => {
  const reset = el('urn:ietf:params:xml:ns:xmpp-streams', 'reset');
  expect(
    readFrame('<stream:error><reset xmlns="urn:ietf:params:xml:ns:xmpp-streams"/></stream:error>'),
  ).toEqual(el('http://etherx.jabber.org/streams', 'error', {}, reset));
});

test.each([
  ...['', 'a', '<a', '<a>', '</a>', '<a></b>', '<a><b></a></b>', '<a b/>', '<a b=c/>', '< a/>'],
  ...['<!DOCTYPE a [<!ENTITY b "c">]>', '<!-- a -->', '<?xml?>', '<a><!-- b --></a>'],
  ...[' ', 'a=', ' a', '"', ' a="', '<a '].map((part) => `<a${part.repeat(20_000)}`),
])('%s is nothing', (frame) => {
  expect(readFrame(frame)).toBeNull();
});

test('a prefix that nobody declared drops the stanza', () => {
  expect(readFrame('<message><e:event/></message>')).toBeNull();
});

test('what is nested too deep is dropped', () => {
  const nested = (depth: number) => '<x>'.repeat(depth) + '</x>'.repeat(depth);
  expect(readFrame(nested(MAX_DEPTH))).not.toBeNull();
  expect(readFrame(nested(MAX_DEPTH + 1))).toBeNull();
  expect(readFrame(nested(30_000))).toBeNull();
});

test('what has too many elements is dropped', () => {
  const wide = (count: number) => `<x>${'<y/>'.repeat(count - 1)}</x>`;
  expect(readFrame(wide(MAX_ELEMENTS))).not.toBeNull();
  expect(readFrame(wide(MAX_ELEMENTS + 1))).toBeNull();
});

test('what XML cannot hold is left out, so that no paste ends the stream', () => {
  const element = el(
    'urn:p',
    'p',
    { alt: 'a\u000bb\ud800' },
    'c\u0000\r\nd',
    el('urn:p', 'q', {}, '\uffff🙂'),
  );
  expect(writeFrame(element)).toBe('<p xmlns="urn:p" alt="ab">c\nd<q>🙂</q></p>');
});

test('ours are written with a namespace only where it changes', () => {
  const element = el(
    'jabber:client',
    'iq',
    { id: '1' },
    el('urn:p', 'p', {}, el('urn:p', 'q', {}, '<')),
  );
  expect(writeFrame(element)).toBe(
    '<iq xmlns="jabber:client" id="1"><p xmlns="urn:p"><q>&lt;</q></p></iq>',
  );
});

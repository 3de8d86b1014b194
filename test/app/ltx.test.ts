import { expect, test } from 'vitest';
// @ts-expect-error it brings no types for its parts
import theirCreate from '../../node_modules/ltx/src/createElement.js';
// @ts-expect-error it brings no types for its parts
import TheirElement from '../../node_modules/ltx/src/Element.js';
// @ts-expect-error it brings no types for its parts
import TheirParser from '../../node_modules/ltx/src/parsers/ltx.js';
import ourCreate from '../../src/app/xmpp/ltx-create-element.ts';
import OurElement from '../../src/app/xmpp/ltx-element.ts';
import OurParser from '../../src/app/xmpp/ltx-parser.ts';

interface Parser {
  on(event: string, listener: (...args: unknown[]) => void): unknown;
  write(frame: string): void;
}

/** What is told of frames that come one after the other. */
function told(parser: Parser, frames: readonly string[]): readonly unknown[] {
  const heard: unknown[] = [];
  parser.on('startElement', (name, attrs) => heard.push(['start', name, { ...(attrs as object) }]));
  parser.on('endElement', (name) => heard.push(['end', name]));
  parser.on('text', (text) => heard.push(text));
  for (const frame of frames) parser.write(frame);
  return heard;
}

test.each([
  ['<a/>'],
  ['<a></a>', '<b/>'],
  [
    `<m xmlns='jabber:client' from="c">\n<e:v xmlns:e="urn:e"\n  ><p>x</p><e:i id = '1' /></e:v></m>`,
  ],
  ['<a b="&lt;&amp;&gt;&quot;&apos;&#65;&#x1F642;">&lt;&amp;&#10;é 🙂</a>'],
  [`<a b='"' c="'>" d=""> a &amp;amp; b </a>`, '<stream:error><reset xmlns="r"/></stream:error>'],
])('%s is read as ltx reads it', (...frames) => {
  expect(told(new OurParser(), frames)).toEqual(told(new TheirParser(), frames));
});

test.each([
  ...[
    '<a',
    '<a b/>',
    '<a b=c/>',
    '<!DOCTYPE a [<!ENTITY b "c">]>',
    '<!-- a -->',
    '<?xml?>',
    '< a/>',
  ],
  ...[' ', 'a=', ' a', '"', ' a="', '<a '].map((part) => `<a${part.repeat(20_000)}`),
])('nothing is told of %s', (frame) => {
  expect(told(new OurParser(), [frame])).toEqual([]);
});

test('a frame that has another one parsed goes on where it was', () => {
  const parser = new OurParser();
  parser.on('startElement', (name) => name === 'b' && new OurParser().write('<x><y/></x>'));
  expect(told(parser, ['<a><b/><c/></a>'])).toHaveLength(6);
});

/** The same document made by either, and what each says of it. */
function described(Element: unknown, create: unknown): readonly unknown[] {
  const make = create as (...args: unknown[]) => InstanceType<typeof OurElement>;
  const root = make(
    ...['p:a', { xmlns: 'urn:d', 'xmlns:p': 'urn:p', n: 7, none: null, odd: `<&>"'` }],
    ...[['text <&>"\'', [make('b', { xmlns: 'urn:b' }, 'one')]], false, '', undefined, null],
    ...[make('b', null, 'two'), make('p:b', undefined)],
  );
  const found = root.getChildElements();
  return [
    String(root),
    root instanceof (Element as typeof OurElement),
    [root.is('a'), root.is('a', 'urn:p'), root.is('a', 'urn:d'), root.is('p:a')],
    [root.getName(), root.getNS(), root.text(), root.getChildText('b'), root.getChildText('c')],
    found.map((child) => [child.getName(), child.getNS(), child.text(), child.parent === root]),
    [root.getChildren('b').length, root.getChildren('b', 'urn:d').length],
    root.getChild('c'),
    Object.keys(root.attrs).filter((key) => key !== 'none'),
  ];
}

test('elements are built, asked and written as those of ltx', () => {
  expect(described(OurElement, ourCreate)).toEqual(described(TheirElement, theirCreate));
});

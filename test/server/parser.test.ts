import { describe, expect, test } from 'vitest';
import { MAX_DEPTH, MAX_ELEMENTS } from '../../src/protocol/limits.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import { type Element, el, serialize } from '../../src/protocol/xml.ts';
import { parseElement, StanzaParser } from '../../src/server/stream/parser.ts';

const HEAD = `<?xml version="1.0"?><stream:stream xmlns="${NS.COMPONENT}" xmlns:stream="${NS.STREAMS}" id="s1">`;

function reading() {
  const stanzas: Element[] = [];
  const refused: Element[] = [];
  const parser = new StanzaParser({
    onOpen: () => undefined,
    onStanza: (stanza) => stanzas.push(stanza),
    onOversize: (head) => refused.push(head),
    onClose: () => undefined,
  });
  return { parser, stanzas, refused };
}

describe('reading a stream', () => {
  test('stanzas are whole wherever the pieces are cut', () => {
    const xml = `${HEAD}<iq id="1" type="set"><a xmlns="urn:a">x &amp; <p:b xmlns:p="urn:b" c="d">💧</p:b></a></iq><message/>`;
    for (let cut = 1; cut < xml.length; cut += 1) {
      const { parser, stanzas } = reading();
      const pieces = [...xml];
      parser.write(pieces.slice(0, cut).join(''));
      parser.write(pieces.slice(cut).join(''));
      expect(stanzas).toEqual([
        el(
          NS.CLIENT,
          'iq',
          { id: '1', type: 'set' },
          el('urn:a', 'a', {}, 'x & ', el('urn:b', 'b', { c: 'd' }, '💧')),
        ),
        el(NS.CLIENT, 'message'),
      ]);
    }
  });

  test.each([
    ['3,000 deep', '<a>'.repeat(3_000), '</a>'.repeat(3_000)],
    ['one too deep', '<a>'.repeat(MAX_DEPTH), '</a>'.repeat(MAX_DEPTH)],
    ['too many parts', '<a/>'.repeat(MAX_ELEMENTS), ''],
  ])('%s: refused by its head, and the next stanza is read', (_, open, close) => {
    const { parser, stanzas, refused } = reading();
    parser.write(`${HEAD}<iq id="big">${open}${close}</iq><iq id="next"><a>b</a></iq>`);
    expect(refused).toEqual([el(NS.CLIENT, 'iq', { id: 'big' })]);
    expect(stanzas.map((s) => s.attrs.id)).toEqual(['next']);
  });

  test.each([
    ['document type', '<!DOCTYPE a>', ''],
    ['processing instruction', HEAD, '<?php ?>'],
    ['comment', HEAD, '<!-- x -->'],
    ['unknown entity', HEAD, '<a>&nbsp;</a>'],
    ['the same attribute twice', HEAD, '<a b="1" b="2"/>'],
    ['wrong end', HEAD, '<a></b>'],
    ['prefix without namespace', HEAD, '<x:a/>'],
    ['character that XML forbids', HEAD, '<a>\u0001</a>'],
  ])('refuses: %s', (_, head, rest) => {
    expect(() => reading().parser.write(head + rest)).toThrow();
  });
});

test('what is written is read back the same', () => {
  const element = el(
    NS.CLIENT,
    'message',
    { to: `a"b'<&>\t\n\r`, 'xml:lang': 'zu' },
    'text & <markup> ]]> \r\n \t',
    el('urn:x', 'x', {}, el('urn:x', 'same'), el('', 'none'), '💧'),
  );
  expect(parseElement(serialize(element))).toEqual(element);
});

test('what Prosody makes of an element in the namespace of xml cuts no link', () => {
  const xml = 'http://www.w3.org/XML/1998/namespace';
  const stanza = parseElement(
    `<message><x xmlns="${xml}"/><y xmlns:a="${xml}" a:b="c"/></message>`,
  );
  expect(stanza.children).toHaveLength(2);
});

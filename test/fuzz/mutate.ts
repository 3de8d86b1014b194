import { NS } from '../../src/protocol/namespaces.ts';

/** A number from 0 up to, not with, `below`. */
export type Chance = (below: number) => number;

/** Numbers that look like chance and come again from the same seed (mulberry32). */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** Pieces that readers look for, and that parsers stumble over. */
const WORDS: readonly string[] = [
  ...Object.values(NS)
    .filter((ns) => typeof ns === 'string')
    .map((ns) => ` xmlns="${ns}"`),
  ...['get', 'set', 'result', 'error', 'submit', 'cancel', 'unavailable', 'probe'].map(
    (type) => ` type="${type}"`,
  ),
  ...['owner', 'moderator', 'publisher', 'member', 'none', 'outcast', 'subscribed', 'pending'],
  ...[
    'true',
    'false',
    '1',
    '0',
    '-1',
    '1e9',
    'NaN',
    '9007199254740993',
    '__proto__',
    'constructor',
  ],
  ...[' node=""', ' id="', ' jid="', ' xml:lang="x"', ' xmlns:a="b" a:c="d"', ' from="@/"'],
  ...[
    '<![CDATA[',
    ']]>',
    '<!--',
    '-->',
    '<?x?>',
    '<!DOCTYPE a>',
    '&amp;',
    '&lt;',
    '&#x0;',
    '&#xD800;',
  ],
  ...[
    '&#128167;',
    '&x;',
    '</',
    '/>',
    '<a>',
    '</a>',
    '\u0000',
    '\ufffe',
    '\u202e',
    '\r\n',
    'İ',
    'ß',
  ],
  ...['2026-01-01T00:00:00Z', '-271821-04-20', 'NaN', '%', '_', '\\', "'", '*', '"', ':', '/'],
  ...['<a>'.repeat(40), 'x'.repeat(5_000), '<b/>'.repeat(2_100)],
];

/** Tags and texts, each a piece: changed whole, a document mostly stays one. */
const pieces = (xml: string) => xml.match(/<[^<>]*>?|[^<]+/g) ?? [];

const NAME = /(?<=<\/?)[a-z-]+(?=[\s/>])/g;
const TEXT = />[^<>]+</g;

function pick(all: readonly string[] | null, chance: Chance): string | undefined {
  return all?.[chance(all.length)];
}

const CHANGES: readonly ((xml: string, chance: Chance, other: string) => string)[] = [
  // A piece twice, gone, or somewhere else.
  (xml, chance) =>
    spliced(pieces(xml), chance, (all, at) => [all[at] as string, all[at] as string]),
  (xml, chance) => spliced(pieces(xml), chance, () => []),
  (xml, chance) =>
    spliced(pieces(xml), chance, (all, at) => [
      all[chance(all.length)] as string,
      all[at] as string,
    ]),
  // A piece of another document.
  (xml, chance, other) => {
    const theirs = pieces(other);
    return spliced(pieces(xml), chance, (all, at) => [
      all[at] as string,
      theirs[chance(theirs.length)] as string,
    ]);
  },
  // What is inside a tag becomes a word.
  (xml, chance) => spliced(pieces(xml), chance, (all, at) => [all[at] as string, word(chance)]),
  (xml, chance) => xml.replaceAll(pick(xml.match(TEXT), chance) ?? '>', `>${word(chance)}<`),
  // An element gets another's name, at both ends.
  (xml, chance, other) => {
    const [name, theirs] = [pick(xml.match(NAME), chance), pick(other.match(NAME), chance)];
    return name && theirs ? xml.replaceAll(name, theirs) : xml;
  },
  // One document's beginning, another's end.
  (xml, chance, other) =>
    xml.slice(0, chance(xml.length + 1)) + other.slice(chance(other.length + 1)),
  // A word put in, or in the place of what is quoted.
  (xml, chance) => inserted(xml, chance(xml.length + 1), word(chance)),
  (xml, chance) => {
    const values = [...xml.matchAll(/"[^"]*"/g)];
    const value = values[chance(values.length || 1)];
    if (!value) return xml;
    return `${xml.slice(0, value.index)}"${word(chance)}"${xml.slice(value.index + value[0].length)}`;
  },
  // A character changed, gone, or new.
  (xml, chance) => {
    const at = chance(xml.length + 1);
    return xml.slice(0, at) + String.fromCodePoint(chance(0xd800)) + xml.slice(at + 1);
  },
  (xml, chance) => {
    const at = chance(xml.length + 1);
    return xml.slice(0, at) + xml.slice(at + 1 + chance(8));
  },
  (xml, chance) => inserted(xml, chance(xml.length + 1), String.fromCodePoint(32 + chance(95))),
];

function word(chance: Chance): string {
  return WORDS[chance(WORDS.length)] as string;
}

function inserted(xml: string, at: number, text: string): string {
  return xml.slice(0, at) + text + xml.slice(at);
}

function spliced(
  all: string[],
  chance: Chance,
  put: (all: readonly string[], at: number) => string[],
): string {
  if (all.length === 0) return '';
  const at = chance(all.length);
  return all.toSpliced(at, 1, ...put(all, at)).join('');
}

/** A document like `xml`, with one to four changes; `other` lends pieces. */
export function mutate(xml: string, other: string, chance: Chance): string {
  let changed = xml;
  for (let left = 1 + chance(4); left > 0; left -= 1) {
    const change = CHANGES[chance(CHANGES.length)] as (typeof CHANGES)[number];
    changed = change(changed, chance, other);
  }
  return changed;
}

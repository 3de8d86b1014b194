import { expect, test } from 'vitest';
import { KnownEntries } from '../../src/server/stream/known-entries.ts';
import { parseElement } from '../../src/server/stream/parser.ts';

const entry = (text: string) =>
  `<entry xmlns='http://www.w3.org/2005/Atom'><title>${text}</title><order xmlns="urn:x" seq="1"/></entry>`;
const answer = (...entries: string[]) =>
  `<iq xmlns='jabber:client' type='result'><items>${entries.map((one, n) => `<item id='${n}'>${one}</item>`).join('')}</items></iq>`;

test('an answer is read the same whether its entries are known or not', () => {
  const entries = new KnownEntries();
  const [one, two, three] = ['One &lt;/entry&gt;', 'Two', 'Three'].map(entry) as [
    string,
    string,
    string,
  ];
  const answers = [
    answer(one, two),
    answer(two, three, one),
    answer(two, two),
    answer(),
    answer("<entry xmlns='http://www.w3.org/2005/Atom'/>", one),
    answer(one, '<title/>', two),
    answer(one).replace("id='0'", "id='a&amp;b'"),
    answer(one, two).replace("id='0'", "x='1' id='0'"),
    answer(one).replace(
      '<items>',
      "<items><item id='a'><entry xmlns='http://www.w3.org/2005/Atom'/><b/></item>",
    ),
    answer(one, two).replace("<item id='1'>", "<gap/><item id='1'>"),
    `<iq xmlns='jabber:client'><p:items xmlns:p='urn:p'><item id='1'>${one}</item></p:items><items xmlns='urn:q'><item id='1'>${one}</item></items></iq>`,
    answer(`${one}${two}`, three),
    answer(`<entry xmlns='http://www.w3.org/2005/Atom'><item id='q'>${one}</item></entry>`, two),
    // What strangers send, and our service never does.
    answer(`<entry xmlns='http://www.w3.org/2005/Atom'>${one}</entry>`),
    answer(`<entry xmlns='urn:other'>${one}</entry>`),
    answer(one).replace("id='0'", "id='urn:wifi-chat:slot:0'"),
  ];
  for (const xml of [...answers, ...answers]) expect(entries.read(xml)).toEqual(parseElement(xml));
});

test('what is no XML is refused as ever', () => {
  const entries = new KnownEntries();
  for (const xml of [`${answer(entry('a'))}<`, answer(entry('<b>')), '<iq>', entry('&unknown;')]) {
    expect(() => entries.read(xml)).toThrow();
  }
});

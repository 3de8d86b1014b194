import { describe, expect, test } from 'vitest';
import { MAX_DESCRIPTION, MAX_REASON, MAX_TEXT, MAX_TITLE } from '../../src/protocol/limits.ts';
import { en, type Text } from '../../src/screens/text/en.ts';
import { type IncidentText, incidentEn } from '../../src/screens/text/incident/incident-en.ts';
import { loadIncidentText } from '../../src/screens/text/incident/incident-text.ts';
import { CODES } from '../../src/screens/text/languages.ts';
import { loadText } from '../../src/screens/text/load-text.ts';
import { type OfficeText, officeEn } from '../../src/screens/text/office/office-en.ts';
import { loadOfficeText } from '../../src/screens/text/office/office-text.ts';
import { PAGE_WORDS } from '../../src/screens/text/pages-text.ts';
import { type RareText, rareEn } from '../../src/screens/text/rare/rare-en.ts';
import { loadRareText } from '../../src/screens/text/rare/rare-text.ts';

/** The product's name, moderators in Afrikaans, and months, which several languages shorten as English does. */
const ALIKE = /^(?:app|office\.(?:who\.office|roles\.moderator)|months\.\d+)$/;

/** What stands in for anything that a sentence is given: it must come back in the sentence. */
const NUMBERS = [0, 1, 2, 17];

/** Every sentence of a catalogue by its path; functions give one for each number that they are given. */
function sentencesOf(value: unknown, path: string): readonly (readonly [string, string])[] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') {
    return NUMBERS.map((n) => {
      const given = Array.from({ length: value.length }, (_, index) => n + index);
      return [`${path}(${given})`, value(...given)] as const;
    });
  }
  return Object.entries(value as object).flatMap(([key, inner]) =>
    sentencesOf(inner, path === '' ? key : `${path}.${key}`),
  );
}

/** What a person may read in a language, on pages without script too. */
const allOf = (text: Text, office: OfficeText, rare: RareText, incident: IncidentText) => {
  const pages = PAGE_WORDS[text.language];
  return new Map(sentencesOf({ ...text, pages, office, rare, incident }, ''));
};

const english = allOf(en, officeEn, rareEn, incidentEn);
const words = (text: string) => text.toLowerCase().match(/[a-zê-ž’]{4,}/g) ?? [];

describe.each(CODES)('the catalogue of %s', async (code) => {
  const text = await loadText(code);
  const sentences = allOf(
    text,
    await loadOfficeText(code),
    await loadRareText(code),
    await loadIncidentText(code),
  );

  test('has every sentence, and none beside', () => {
    expect([...sentences.keys()].toSorted()).toEqual([...english.keys()].toSorted());
    for (const [path, sentence] of sentences) {
      expect(sentence.trim(), path).not.toBe('');
      expect(sentence, path).not.toMatch(/undefined|NaN|\[object/);
    }
  });

  test('says the number that it is given, where English does', () => {
    for (const [path, sentence] of english) {
      const given = /\((.*)\)$/.exec(path)?.[1]?.split(',') ?? [];
      const told = given.filter((number) => sentence.includes(number) && number !== '0');
      for (const number of told) expect(sentences.get(path), path).toContain(number);
    }
  });

  test.skipIf(code === 'en')('has no English left in it', () => {
    const left = [...sentences].filter(
      ([path, sentence]) =>
        /[a-z]{3}/i.test(sentence) && !ALIKE.test(path) && sentence === english.get(path),
    );
    expect(left).toEqual([]);
    // One word that is the same may be chance; a run of them is a sentence that was forgotten.
    const runs = [...sentences].filter(([path, sentence]) => {
      const same = new Set(words(english.get(path) ?? ''));
      const shared = words(sentence).filter((word) => same.has(word));
      return shared.length > 4;
    });
    expect(runs).toEqual([]);
  });

  test('has a word of its own for each thing that one can do', () => {
    const { signIn, signOut, join, report, reply, remove, follow, unfollow, post, send } = text;
    const verbs = [signIn, signOut, join, report, reply, remove, follow, unfollow, post, send];
    const others = [text.edit, text.discard, text.tryAgain, text.save, text.cancel, text.search];
    expect([...new Set([...verbs, ...others])]).toEqual([...verbs, ...others]);
  });

  test('says how long each kind of text may be', () => {
    for (const most of [MAX_TEXT, MAX_DESCRIPTION, MAX_REASON, MAX_TITLE]) {
      expect(text.troubles['too-long']).toContain(String(most));
    }
  });

  test('keeps what one has to type or look for as it is', () => {
    for (const key of ['aboutText', 'helpText'] as const) {
      const names = en[key].map(
        (sentence) => sentence.match(/WiFi Chat|XMPP|Enter|F1|2\.0/g) ?? [],
      );
      for (const [index, found] of names.entries()) {
        for (const name of found) expect(text[key][index]).toContain(name);
      }
    }
  });
});

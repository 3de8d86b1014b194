/** How posts are looked for by their words, wherever they may be. */
import type { Reader } from '../storage/database.ts';
import { isCommon, MOST_LOOKED_AT, numbersWith } from '../storage/search.ts';
import { wordsOf } from '../storage/words.ts';
import { badRequest } from './refusal.ts';

/** More words than a person types; each costs a look into the index. */
const MAX_TERMS = 16;

/** The words that are looked for, each once. */
export function termsIn(text: string): string[] {
  const terms = [...new Set(wordsOf(text))];
  if (terms.length > MAX_TERMS) throw badRequest(undefined, 'Too many words.');
  return terms;
}

/**
 * Which posts are looked at, newest first, and whether nothing else can match: all that have the words which
 * are not common, else of those that `newest` gives.
 */
export async function lookAt(
  reader: Reader,
  terms: readonly string[],
  newest: () => Promise<readonly number[]>,
): Promise<{ readonly numbers: readonly number[]; readonly isAll: boolean }> {
  const rare: string[] = [];
  for (const term of terms) if (!(await isCommon(reader, term))) rare.push(term);
  if (rare.length > 0) return { numbers: await numbersWith(reader, rare), isAll: true };
  const numbers = await newest();
  return { numbers, isAll: numbers.length < MOST_LOOKED_AT };
}

/** Whether every term begins a word of those texts. */
export function hasWords(terms: readonly string[], ...texts: readonly string[]): boolean {
  const words = wordsOf(texts.join(' '));
  return terms.every((term) => words.some((word) => word.startsWith(term)));
}

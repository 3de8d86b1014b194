/** Accents and other marks that are written above and below letters. */
const MARKS = /\p{M}+/gu;
const NOT_WORD = /[^\p{L}\p{N}]+/u;

/** Most texts; folding these costs a tenth. */
const ASCII = /^[\0-\x7f]*$/;
const NOT_ASCII_WORD = /[^a-z0-9]+/;

/** The words of a text as they are compared: without case, without accents. */
export function wordsOf(text: string): string[] {
  if (ASCII.test(text)) return wordsIn(text.toLowerCase(), NOT_ASCII_WORD);
  const folded = text.normalize('NFKD').replace(MARKS, '').toLowerCase();
  return wordsIn(folded, NOT_WORD);
}

/** More of a word is not compared, in code points: PostgreSQL takes no word of more than 2,046 bytes. */
const COMPARED = 128;

function wordsIn(folded: string, between: RegExp): string[] {
  const words = folded.split(between).filter((word) => word !== '');
  return words.map((word) => (word.length > COMPARED ? begin(word) : word));
}

const begin = (word: string) => [...word.slice(0, 2 * COMPARED)].slice(0, COMPARED).join('');

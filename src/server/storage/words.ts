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

function wordsIn(folded: string, between: RegExp): string[] {
  return folded.split(between).filter((word) => word !== '');
}

/** Accents and other marks that are written above and below letters. */
const MARKS = /\p{M}+/gu;
const NOT_WORD = /[^\p{L}\p{N}]+/u;

/** The words of a text as they are compared: without case, without accents. */
export function wordsOf(text: string): string[] {
  const folded = text.normalize('NFKD').replace(MARKS, '').toLowerCase();
  return folded.split(NOT_WORD).filter((word) => word !== '');
}

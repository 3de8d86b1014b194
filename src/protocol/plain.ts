/** Normalises a text for searching: two that differ in case or accents alone are equal. */
export function plain(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '');
}

/**
 * Words that somebody types to find something, normalised. All else is looked through for each of them, so
 * that more than anybody types do not count.
 */
export const typedWords = (typed: string) => plain(typed).split(/\s+/, 16);

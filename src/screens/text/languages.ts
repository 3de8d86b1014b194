/** The languages that there is a catalogue for, each by the name that it gives itself. */
export const LANGUAGES = {
  en: 'English',
  zu: 'isiZulu',
  xh: 'isiXhosa',
  af: 'Afrikaans',
  nso: 'Sepedi',
  tn: 'Setswana',
} as const;

/** A code of BCP 47, as `<html lang>` takes it. */
export type Language = keyof typeof LANGUAGES;

export const CODES = Object.keys(LANGUAGES) as readonly Language[];

/** Name of the cookie that keeps the choice on this device, for both lanes alike. */
const COOKIE = 'lang';

/** A year, in seconds. */
const KEPT = 31_536_000;

/** The language of a code; `null` where there is no catalogue for it. */
export function languageOf(code: string): Language | null {
  return CODES.find((known) => known === code) ?? null;
}

/**
 * The language to draw in: the one chosen on this device, else the first of the browser's own that
 * there is a catalogue for, else English.
 *
 * @param cookies as a `Cookie` header or `document.cookie` holds them
 * @param wanted BCP 47 tags, the most wanted first
 */
export function languageFor(cookies: string, wanted: readonly string[]): Language {
  const chosen = new RegExp(`(?:^|;\\s*)${COOKIE}=(\\w+)`).exec(cookies)?.[1];
  for (const tag of [chosen ?? '', ...wanted]) {
    const language = languageOf(tag.toLowerCase().split('-')[0] as string);
    if (language) return language;
  }
  return 'en';
}

/** The cookie that keeps a choice: a `Set-Cookie` header, or what `document.cookie` is set to. */
export function languageCookie(language: Language): string {
  return `${COOKIE}=${language}; Path=/; Max-Age=${KEPT}; SameSite=Lax`;
}

/** The language that an address asks for with `?lang=`; `null` where it asks for none. */
export function languageIn(address: string): Language | null {
  return languageOf(/[?&]lang=(\w+)/.exec(address)?.[1] ?? '');
}

/** The address that asks for a language, on whichever screen one is. */
export function languageHref(language: Language): string {
  return `?lang=${language}`;
}

import type { Text } from './en.ts';
import type { Language } from './languages.ts';

/** Each is a script of its own: a phone fetches the one that somebody reads it in. */
const CATALOGUES: Readonly<Record<Language, () => Promise<Text>>> = {
  en: async () => (await import('./en.ts')).en,
  zu: async () => (await import('./zu.ts')).zu,
  xh: async () => (await import('./xh.ts')).xh,
  af: async () => (await import('./af.ts')).af,
  nso: async () => (await import('./nso.ts')).nso,
  tn: async () => (await import('./tn.ts')).tn,
};

/** The words of a language. Rejects where its catalogue is not on this device and cannot be fetched. */
export function loadText(language: Language): Promise<Text> {
  return CATALOGUES[language]();
}

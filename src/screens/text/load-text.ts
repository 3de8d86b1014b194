import { en, type Text } from './en.ts';
import type { Language } from './languages.ts';

/** English is part of the app; every other catalogue is fetched when somebody wants it. */
const CATALOGUES: Readonly<Record<Exclude<Language, 'en'>, () => Promise<Text>>> = {
  zu: async () => (await import('./zu.ts')).zu,
  xh: async () => (await import('./xh.ts')).xh,
  af: async () => (await import('./af.ts')).af,
  nso: async () => (await import('./nso.ts')).nso,
  tn: async () => (await import('./tn.ts')).tn,
};

/** The words of a language. Rejects where its catalogue is not on this device and cannot be fetched. */
export async function loadText(language: Language): Promise<Text> {
  return language === 'en' ? en : CATALOGUES[language]();
}

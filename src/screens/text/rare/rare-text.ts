import type { Language } from '../languages.ts';
import type { RareText } from './rare-en.ts';

const CATALOGUES: Readonly<Record<Language, () => Promise<RareText>>> = {
  en: async () => (await import('./rare-en.ts')).rareEn,
  zu: async () => (await import('./rare-zu.ts')).rareZu,
  xh: async () => (await import('./rare-xh.ts')).rareXh,
  af: async () => (await import('./rare-af.ts')).rareAf,
  nso: async () => (await import('./rare-nso.ts')).rareNso,
  tn: async () => (await import('./rare-tn.ts')).rareTn,
};

/** The words of screens that few people open in a language. Rejects where they cannot be fetched. */
export function loadRareText(language: Language): Promise<RareText> {
  return CATALOGUES[language]();
}

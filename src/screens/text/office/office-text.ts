import type { Language } from '../languages.ts';
import type { OfficeText } from './office-en.ts';

const CATALOGUES: Readonly<Record<Language, () => Promise<OfficeText>>> = {
  en: async () => (await import('./office-en.ts')).officeEn,
  zu: async () => (await import('./office-zu.ts')).officeZu,
  xh: async () => (await import('./office-xh.ts')).officeXh,
  af: async () => (await import('./office-af.ts')).officeAf,
  nso: async () => (await import('./office-nso.ts')).officeNso,
  tn: async () => (await import('./office-tn.ts')).officeTn,
};

/** The words of offices in a language. Rejects where they cannot be fetched. */
export function loadOfficeText(language: Language): Promise<OfficeText> {
  return CATALOGUES[language]();
}

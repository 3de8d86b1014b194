import type { Language } from '../languages.ts';
import type { AccountText } from './account-en.ts';

const CATALOGUES: Readonly<Record<Language, () => Promise<AccountText>>> = {
  en: async () => (await import('./account-en.ts')).accountEn,
  zu: async () => (await import('./account-zu.ts')).accountZu,
  xh: async () => (await import('./account-xh.ts')).accountXh,
  af: async () => (await import('./account-af.ts')).accountAf,
  nso: async () => (await import('./account-nso.ts')).accountNso,
  tn: async () => (await import('./account-tn.ts')).accountTn,
};

/** The words of accounts in a language. Rejects where they cannot be fetched. */
export function loadAccountText(language: Language): Promise<AccountText> {
  return CATALOGUES[language]();
}

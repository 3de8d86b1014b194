import type { Language } from '../languages.ts';
import type { ComplaintText } from './complaint-en.ts';

const CATALOGUES: Readonly<Record<Language, () => Promise<ComplaintText>>> = {
  en: async () => (await import('./complaint-en.ts')).complaintEn,
  zu: async () => (await import('./complaint-zu.ts')).complaintZu,
  xh: async () => (await import('./complaint-xh.ts')).complaintXh,
  af: async () => (await import('./complaint-af.ts')).complaintAf,
  nso: async () => (await import('./complaint-nso.ts')).complaintNso,
  tn: async () => (await import('./complaint-tn.ts')).complaintTn,
};

/** The words of complaints in a language. Rejects where they cannot be fetched. */
export function loadComplaintText(language: Language): Promise<ComplaintText> {
  return CATALOGUES[language]();
}

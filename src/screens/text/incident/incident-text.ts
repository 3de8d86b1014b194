import type { Language } from '../languages.ts';
import type { IncidentText } from './incident-en.ts';

const CATALOGUES: Readonly<Record<Language, () => Promise<IncidentText>>> = {
  en: async () => (await import('./incident-en.ts')).incidentEn,
  zu: async () => (await import('./incident-zu.ts')).incidentZu,
  xh: async () => (await import('./incident-xh.ts')).incidentXh,
  af: async () => (await import('./incident-af.ts')).incidentAf,
  nso: async () => (await import('./incident-nso.ts')).incidentNso,
  tn: async () => (await import('./incident-tn.ts')).incidentTn,
};

/** The words of reports in a language. Rejects where they cannot be fetched. */
export function loadIncidentText(language: Language): Promise<IncidentText> {
  return CATALOGUES[language]();
}

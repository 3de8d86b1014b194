import type { Language } from '../../screens/text/languages.ts';

/** The screens of reports with their words; what was fetched once is there without a network. */
export const loadIncidentPages = async (language: Language) =>
  (await import('./incident/incident-pages.tsx')).incidentPage(language);

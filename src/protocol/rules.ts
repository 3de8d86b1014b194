/** The rules of the site, which people accept: which version of them, in which language. */
import { NS } from './namespaces.ts';
import { type Element, el } from './xml.ts';

/** Counts up with every change of what the rules say (`rulesText` of the screens): then people are asked again. */
export const RULES_VERSION = 1;

/** Which rules somebody accepts. */
export interface Acceptance {
  readonly version: number;
  /** Code of the language that they read them in. */
  readonly language: string;
}

/** The asker accepts them. */
export const acceptRulesRequest = ({ version, language }: Acceptance): Element =>
  el(NS.ACCOUNT, 'rules', { version, language });

/** Reads the request; `null` where version or language are malformed. */
export function readAcceptance({ attrs }: Element): Acceptance | null {
  const { version = '', language = '' } = attrs;
  const isGood = /^\d{1,6}$/.test(version) && /^[a-z]{2,3}$/.test(language);
  return isGood ? { version: Number(version), language } : null;
}

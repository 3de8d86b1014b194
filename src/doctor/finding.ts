/** `warn`: it works, and should be looked at. `wrong`: people are, or soon will be, kept from something. */
export type Level = 'ok' | 'warn' | 'wrong';

/** What one check has found: a sentence that, unless all is well, says how to mend it. */
export interface Finding {
  readonly level: Level;
  /** A few words that stay the same: what was looked at. */
  readonly check: string;
  readonly text: string;
}

export const ok = (check: string, text: string): Finding => ({ level: 'ok', check, text });
export const warn = (check: string, text: string): Finding => ({ level: 'warn', check, text });
export const wrong = (check: string, text: string): Finding => ({ level: 'wrong', check, text });

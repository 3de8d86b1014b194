/** Ends the start. Its message is a sentence for the operator, printed alone, without a stack. */
export class FatalError extends Error {
  override readonly name = 'FatalError';
}

const IS_FULL = 'The disk is full. Make room on it, and do this again';
const IS_CLOSED =
  'This user may not do that. Do it as the user whose data it is, or give the data to this one (chown -R)';
const IS_ELSEWHERE = 'Name another file or folder';

/** What an operator can do about what the system refuses, by its codes (errno(3)) and SQLite's. */
const ADVICE: Readonly<Record<string, string>> = {
  ...{ ENOSPC: IS_FULL, EDQUOT: IS_FULL, SQLITE_FULL: IS_FULL },
  ...{ EACCES: IS_CLOSED, EPERM: IS_CLOSED, EROFS: IS_CLOSED },
  ...{ ENOTDIR: IS_ELSEWHERE, EEXIST: IS_ELSEWHERE, EISDIR: IS_ELSEWHERE },
};

/** What the operator reads of what went wrong: a sentence, or the stack of what nobody foresaw. */
export function toldAs(error: unknown): string {
  if (error instanceof FatalError) return error.message;
  const { code = '', message, stack = message } = error as NodeJS.ErrnoException;
  const advice = ADVICE[code];
  return advice ? `${advice} (${message}).` : stack;
}

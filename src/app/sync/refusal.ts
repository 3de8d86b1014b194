import { type RefusalReason, SignInRefused } from '../xmpp/credentials.ts';

/** Why the site let nobody in; `null` for any other error. */
export function refusalOf(error: unknown): RefusalReason | null {
  return error instanceof SignInRefused ? error.reason : null;
}

import { claimRequest } from '../xmpp/own-requests.ts';
import type { SyncContext } from './context.ts';

/** What is put to the address of a picture that not everybody may see; `null` without a connection. */
export function claimPicture({ connection }: SyncContext): string | null {
  const jid = connection();
  return jid && `&auth=${claimRequest(jid)}`;
}

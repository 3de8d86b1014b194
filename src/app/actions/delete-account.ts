import type { Fate } from '../../protocol/account.ts';
import { localOf } from '../../protocol/jid.ts';
import { giveUpAccount } from '../sync/give-up-account.ts';
import { refusalOf } from '../sync/refusal.ts';
import { troubleOf } from '../sync/trouble.ts';
import type { Device, Trouble } from './device.ts';
import { signOut } from './sign-out.ts';

/** Why an account is still there. */
export type DeletionProblem = 'wrong-password' | Trouble;

/** Ends the account of who is signed in, and leaves nothing of them on this phone. */
export async function deleteAccount(
  device: Device,
  password: string,
  fate: Fate,
): Promise<DeletionProblem | null> {
  const { me } = device.account.get();
  if (me === null) return 'forbidden';
  // Nothing is a password: the XMPP server would hang up without a word.
  if (password === '') return 'wrong-password';
  try {
    await giveUpAccount(device.site, localOf(me), password, fate);
  } catch (error) {
    return refusalOf(error) ? 'wrong-password' : troubleOf(error);
  }
  await signOut(device);
  return null;
}

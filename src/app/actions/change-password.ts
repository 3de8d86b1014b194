import { localOf } from '../../protocol/jid.ts';
import { PASSWORD } from '../../protocol/limits.ts';
import { findRegistration } from '../store/registry.ts';
import { startAccount } from '../sync/account.ts';
import { refusalOf } from '../sync/refusal.ts';
import { replacePassword } from '../sync/replace-password.ts';
import { troubleOf } from '../sync/trouble.ts';
import type { Device, Trouble } from './device.ts';

/** Why a password is as it was. */
export type PasswordProblem = 'wrong-password' | 'bad-password' | Trouble;

/** Changes the password of who is signed in; they stay so on this phone, and on no other. */
export async function changePassword(
  device: Device,
  current: string,
  fresh: string,
): Promise<PasswordProblem | null> {
  const { me, site, store, stop } = device.account.get();
  if (me === null) return 'forbidden';
  if (!PASSWORD.test(fresh)) return 'bad-password';
  // Nothing is a password: the XMPP server would hang up without a word.
  if (current === '') return 'wrong-password';
  const username = localOf(me);
  let stay: boolean;
  try {
    stay = (await findRegistration(me))?.stay !== false;
    await replacePassword(site, username, current, fresh);
  } catch (error) {
    return refusalOf(error) ? 'wrong-password' : troubleOf(error);
  }
  // Its token is worth nothing; without a link the new password waits for one, in memory alone.
  stop();
  const credentials = { kind: 'password', username, password: fresh, create: false } as const;
  const starting = startAccount(site, store, me, credentials, stay);
  // The password is another one by now: where the phone stores nothing, a new start asks for it.
  await starting.then(device.account.set, () => location.reload());
  return null;
}

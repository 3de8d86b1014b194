import { signOutEverywhereRequest } from '../../protocol/account.ts';
import { troubleOf } from '../sync/trouble.ts';
import type { Device, Trouble } from './device.ts';
import { signOut } from './sign-out.ts';

/** Ends all sessions of who is signed in, wherever they are; here nothing of theirs is left. */
export async function signOutEverywhere(device: Device): Promise<Trouble | null> {
  const { me, context, site } = device.account.get();
  if (me === null) return 'forbidden';
  try {
    await context.ask('set', signOutEverywhereRequest(), site.domain);
  } catch (error) {
    return troubleOf(error);
  }
  await signOut(device);
  return null;
}

import { readOutbox } from '../store/read/outbox.ts';
import { removeRegistration } from '../store/registry.ts';
import type { Account, Device } from './device.ts';
import { openReader } from './open-device.ts';

/** How many posts would be lost by signing out now. */
export async function countUnsent(account: Account): Promise<number> {
  return (await readOutbox(account.store)).length;
}

/** Leaves nothing of the person on this phone, in any tab, and goes on as a reader. */
export async function signOut(device: Device): Promise<void> {
  const account = device.account.get();
  account.stop();
  await removeRegistration(account.me ?? '');
  await account.store.destroy();
  device.account.set(await openReader(device));
}

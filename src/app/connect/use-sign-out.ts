import { useState } from 'preact/hooks';
import { hrefOf } from '../../screens/route.ts';
import type { Device, Trouble } from '../actions/device.ts';
import { countUnsent, signOut } from '../actions/sign-out.ts';
import type { PageProps } from './page-props.ts';
import { replaceScreen } from './visits.ts';

async function leaveHere(device: Device): Promise<null> {
  await signOut(device);
  return null;
}

/**
 * What it takes to sign out: whoever has posts that are not sent is asked first. `leave` does it, and
 * may fail.
 */
export function useSignOut(
  { device, account }: Pick<PageProps, 'device' | 'account'>,
  leave: (device: Device) => Promise<Trouble | null> = leaveHere,
) {
  const [unsent, setUnsent] = useState<number | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  return {
    unsent,
    trouble,
    async onSignOut() {
      const waiting = await countUnsent(account);
      if (waiting > 0 && unsent === null) return setUnsent(waiting);
      const failed = await leave(device);
      setTrouble(failed);
      if (!failed) replaceScreen(hrefOf({ screen: 'channels' }));
    },
    onStay: () => setUnsent(null),
  };
}

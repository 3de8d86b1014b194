import { useEffect, useRef, useState } from 'preact/hooks';
import { hrefOf } from '../../screens/route.ts';
import type { Device, Trouble } from '../actions/device.ts';
import { countLost, signOut } from '../actions/sign-out.ts';
import { focusFirst } from './focus.ts';
import type { PageProps } from './page-props.ts';
import { replaceScreen } from './visits.ts';

const leaveHere = (device: Device) => signOut(device).then(() => null);

/**
 * What it takes to sign out: whoever wrote what is not sent is asked first. `leave` does it, and
 * may fail.
 */
export function useSignOut(
  { device, account }: Pick<PageProps, 'device' | 'account'>,
  leave: (device: Device) => Promise<Trouble | null> = leaveHere,
) {
  const [unsent, setUnsent] = useState<number | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  /** The question and the button take each other's place, and the focus with them. */
  const wasAsked = useRef(false);
  useEffect(() => {
    if (unsent !== null) focusFirst('#asked button');
    else if (wasAsked.current) focusFirst('button.wide');
    wasAsked.current = unsent !== null;
  }, [unsent]);
  return {
    unsent,
    trouble,
    async onSignOut() {
      const waiting = await countLost(account);
      if (waiting === undefined) return;
      if (waiting > 0 && unsent === null) return setUnsent(waiting);
      const failed = await leave(device);
      setTrouble(failed);
      if (!failed) replaceScreen(hrefOf({ screen: 'channels' }));
    },
    onStay: () => setUnsent(null),
  };
}

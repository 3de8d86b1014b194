import { useEffect, useRef, useState } from 'preact/hooks';
import type { Found } from '../../screens/parts/sign-out.tsx';
import { hrefOf } from '../../screens/route.ts';
import type { Device, Trouble } from '../actions/device.ts';
import { readLost, signOut } from '../actions/sign-out.ts';
import { firstUnsent } from './first-unsent.ts';
import { focusFirst } from './focus.ts';
import type { PageProps } from './page-props.ts';
import { replaceScreen } from './visits.ts';

const leaveHere = (device: Device) => signOut(device).then(() => null);

/**
 * What it takes to sign out: whoever wrote what is not sent is asked first. `leave` does it, and
 * may fail.
 */
export function useSignOut(
  { t, device, account }: Pick<PageProps, 't' | 'device' | 'account'>,
  leave: (device: Device) => Promise<Trouble | null> = leaveHere,
) {
  const [asked, setAsked] = useState<{ unsent: number; first: Found | undefined } | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  /** The question and the button take each other's place, and the focus with them. */
  const wasAsked = useRef(false);
  useEffect(() => {
    if (asked) focusFirst('#asked button');
    else if (wasAsked.current) focusFirst('button.wide');
    wasAsked.current = asked !== null;
  }, [asked]);
  return {
    unsent: null,
    ...asked,
    trouble,
    async onSignOut() {
      const lost = await readLost(account);
      if (!lost) return;
      const unsent = lost.drafts.length + lost.outbox.length;
      if (unsent > 0 && !asked) return setAsked({ unsent, first: firstUnsent(t, lost) });
      const failed = await leave(device);
      setTrouble(failed);
      if (!failed) replaceScreen(hrefOf({ screen: 'channels' }));
    },
    onStay: () => setAsked(null),
  };
}

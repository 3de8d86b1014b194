import { useState } from 'preact/hooks';
import { hrefOf } from '../../screens/route.ts';
import { countUnsent, signOut } from '../actions/sign-out.ts';
import type { PageProps } from './page-props.ts';
import { replaceScreen } from './visits.ts';

/** What it takes to sign out: whoever has posts that are not sent is asked first. */
export function useSignOut({ device, account }: Pick<PageProps, 'device' | 'account'>) {
  const [unsent, setUnsent] = useState<number | null>(null);
  return {
    unsent,
    async onSignOut() {
      const waiting = await countUnsent(account);
      if (waiting > 0 && unsent === null) return setUnsent(waiting);
      await signOut(device);
      replaceScreen(hrefOf({ screen: 'channels' }));
    },
    onStay: () => setUnsent(null),
  };
}

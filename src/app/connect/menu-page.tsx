import { useState } from 'preact/hooks';
import { localOf } from '../../protocol/jid.ts';
import { Menu } from '../../screens/menu.tsx';
import { hrefOf } from '../../screens/route.ts';
import { countUnsent, signOut } from '../actions/sign-out.ts';
import { readTotalUnread, UNREAD_PARTS } from '../store/read/unread.ts';
import type { PageProps } from './page-props.ts';
import { useStored } from './use-stored.ts';
import { replaceScreen } from './visits.ts';

export function MenuPage({ t, device, account, connectivity, update, notice }: PageProps) {
  const [unsent, setUnsent] = useState<number | null>(null);
  const { me, store } = account;
  const unread = useStored(store, UNREAD_PARTS, readTotalUnread) ?? 0;

  async function leave() {
    const waiting = await countUnsent(account);
    if (waiting > 0 && unsent === null) return setUnsent(waiting);
    await signOut(device);
    replaceScreen(hrefOf({ screen: 'channels' }));
  }
  return (
    <Menu
      t={t}
      notice={notice}
      name={me && localOf(me)}
      unread={unread}
      me={me}
      mustSignInAgain={me !== null && connectivity.state === 'refused'}
      onUpdate={update}
      unsent={unsent}
      onSignOut={leave}
      onStay={() => setUnsent(null)}
    />
  );
}

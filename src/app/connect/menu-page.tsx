import { localOf } from '../../protocol/jid.ts';
import { Menu } from '../../screens/menu.tsx';
import { readTotalUnread, UNREAD_PARTS } from '../store/read/unread.ts';
import type { PageProps } from './page-props.ts';
import { useMeta } from './use-meta.ts';
import { useSignOut } from './use-sign-out.ts';
import { useStored } from './use-stored.ts';

export function MenuPage(props: PageProps) {
  const { t, account, connectivity, update, notice } = props;
  const { me, store } = account;
  const unread = useStored(store, UNREAD_PARTS, readTotalUnread) ?? 0;
  return (
    <Menu
      t={t}
      notice={notice}
      name={me && localOf(me)}
      unread={unread}
      me={me}
      mayCreate={useMeta(store, 'mayCreate') ?? false}
      createAt={useMeta(store, 'createAt')}
      desk={useMeta(store, 'desk')}
      toDo={useMeta(store, 'toDo')}
      mustSignInAgain={me !== null && connectivity.state === 'refused'}
      onUpdate={update}
      {...useSignOut(props)}
    />
  );
}

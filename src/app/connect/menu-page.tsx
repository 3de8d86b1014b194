import { localOf } from '../../protocol/jid.ts';
import { Menu } from '../../screens/menu.tsx';
import { readMeta } from '../store/read/meta.ts';
import { readTotalUnread, UNREAD_PARTS } from '../store/read/unread.ts';
import type { PageProps } from './page-props.ts';
import { useSignOut } from './use-sign-out.ts';
import { useStored } from './use-stored.ts';

export function MenuPage(props: PageProps) {
  const { t, account, connectivity, update, notice } = props;
  const { me, store } = account;
  const unread = useStored(store, UNREAD_PARTS, readTotalUnread) ?? 0;
  const desk = useStored(store, ['meta'], (reader) => readMeta(reader, 'desk'));
  const mayCreate = useStored(store, ['meta'], (reader) => readMeta(reader, 'mayCreate'));
  const createAt = useStored(store, ['meta'], (reader) => readMeta(reader, 'createAt'));
  return (
    <Menu
      t={t}
      notice={notice}
      name={me && localOf(me)}
      unread={unread}
      me={me}
      mayCreate={mayCreate ?? false}
      createAt={createAt}
      desk={desk}
      mustSignInAgain={me !== null && connectivity.state === 'refused'}
      onUpdate={update}
      {...useSignOut(props)}
    />
  );
}

import { Channels } from '../../screens/channels.tsx';
import { channelTitle } from '../../screens/name.ts';
import { isFollowed, listChannels } from '../store/read/channels.ts';
import type { PageProps } from './page-props.ts';
import { useStored } from './use-stored.ts';

export function ChannelsPage({ t, account, connectivity, notice }: PageProps) {
  const rows = useStored(account.store, ['channels', 'items', 'meta'], listChannels);
  if (!rows) return null;
  const { state, settled } = connectivity;
  const loading = !settled && (state === 'connecting' || state === 'online');
  return (
    <Channels
      t={t}
      notice={notice}
      signedIn={account.me !== null}
      empty={loading ? t.loading : settled ? t.noChannels : t.notHere}
      channels={rows.map((row) => ({
        channel: row.channel,
        title: channelTitle(row.channel, row.config.title),
        description: row.config.description || (row.channel === account.me ? t.ownChannel : ''),
        followed: isFollowed(row),
        unread: row.unread,
      }))}
    />
  );
}

import { LOG_PAGE, type LogEntry } from '../../../protocol/office-log.ts';
import { ChannelLog } from '../../../screens/channel-log.tsx';
import { channelTitle } from '../../../screens/name.ts';
import { loadChannelLog } from '../../actions/told-by-office.ts';
import { useChannel } from '../use-channel.ts';
import { useNow } from '../use-now.ts';
import { usePages } from '../use-pages.ts';
import type { WithWords } from './rare-page.tsx';

export function ChannelLogPage(props: WithWords & { readonly channel: string }) {
  const { t, r, notice, account, connectivity, channel } = props;
  const row = useChannel(account.store, channel);
  const log = usePages(connectivity, LOG_PAGE, (known: readonly LogEntry[]) =>
    loadChannelLog(account, channel, known[known.length - 1]?.id),
  );
  const problem = log.trouble && t.troubles[log.trouble];
  const empty = log.rows ? r.noActs : connectivity.state === 'online' ? t.loading : t.notHere;
  return (
    <ChannelLog
      t={t}
      r={r}
      notice={notice}
      now={useNow(account.store)}
      channel={channel}
      channelTitle={channelTitle(channel, row?.config.title ?? '')}
      entries={log.rows ?? []}
      hasOlder={log.hasMore}
      empty={problem ?? empty}
      problem={problem}
      onOlder={log.more}
    />
  );
}

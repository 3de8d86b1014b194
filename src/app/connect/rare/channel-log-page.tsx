import { useEffect, useState } from 'preact/hooks';
import { LOG_PAGE, type LogEntry } from '../../../protocol/office-log.ts';
import { ChannelLog } from '../../../screens/channel-log.tsx';
import { channelTitle } from '../../../screens/name.ts';
import type { Trouble } from '../../actions/device.ts';
import { loadChannelLog } from '../../actions/told-by-office.ts';
import { readChannel } from '../../store/read/channels.ts';
import { useNow } from '../use-now.ts';
import { useStored } from '../use-stored.ts';
import type { WithWords } from './rare-page.tsx';

export function ChannelLogPage(props: WithWords & { readonly channel: string }) {
  const { t, r, notice, account, connectivity, channel } = props;
  const [entries, setEntries] = useState<readonly LogEntry[]>();
  const [hasOlder, setHasOlder] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const row = useStored(account.store, ['channels'], (reader) => readChannel(reader, channel));
  const isOnline = connectivity.state === 'online';
  async function load(known: readonly LogEntry[]) {
    const answer = await loadChannelLog(account, channel, known[known.length - 1]?.id);
    setTrouble('trouble' in answer ? answer.trouble : null);
    if ('trouble' in answer) return;
    setEntries([...known, ...answer.told]);
    setHasOlder(answer.told.length === LOG_PAGE);
  }
  useEffect(() => {
    if (isOnline) load([]);
  }, [isOnline]);
  const empty = entries ? r.noActs : isOnline ? t.loading : t.notHere;
  return (
    <ChannelLog
      t={t}
      r={r}
      notice={notice}
      now={useNow(account.store)}
      channel={channel}
      channelTitle={channelTitle(channel, row?.config.title ?? '')}
      entries={entries ?? []}
      hasOlder={hasOlder}
      empty={trouble ? t.troubles[trouble] : empty}
      onOlder={() => load(entries ?? [])}
    />
  );
}

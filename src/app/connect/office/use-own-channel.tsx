import type { ComponentChildren } from 'preact';
import { Message } from '../../../screens/message.tsx';
import { mayNow } from '../../../screens/rights.ts';
import { openSettings } from '../../actions/keep-channel.ts';
import { readChannel } from '../../store/read/channels.ts';
import type { ChannelRow } from '../../store/read/reader.ts';
import { useLive } from '../use-live.ts';
import { useStored } from '../use-stored.ts';
import type { WithWords } from './office-page.tsx';

/** A channel as it is set now, or, where its settings are not this person's, what to show instead. */
export function useOwnChannel(
  props: WithWords & { readonly channel: string },
): { readonly row: ChannelRow } | { readonly instead: ComponentChildren } {
  const { t, o, notice, account, connectivity, channel } = props;
  const { store, me, site } = account;
  const read = useStored(store, ['channels'], async (reader) => ({
    row: await readChannel(reader, channel),
  }));
  const live = useLive(connectivity, (report) => openSettings(account, channel, report));
  const message = (sentence: string) => ({
    instead: <Message t={t} notice={notice} message={sentence} />,
  });
  if (!read || live.loading) return message(t.loading);
  if (live.trouble === 'not-found') return message(t.noSuchChannel);
  if (!read.row) return message(live.trouble ? t.troubles[live.trouble] : t.notHere);
  if (me === null || !mayNow(read.row, 'configure', me, site.domain)) return message(o.notYours);
  return { row: read.row };
}

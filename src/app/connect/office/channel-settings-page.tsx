import { useState } from 'preact/hooks';
import { settingsOf } from '../../../protocol/channel-settings.ts';
import { avatarOf, placeIn } from '../../../protocol/config-vars.ts';
import { isClosed } from '../../../protocol/permissions.ts';
import { channelTitle } from '../../../screens/name.ts';
import { ChannelSettings } from '../../../screens/office/channel-settings.tsx';
import type { Trouble } from '../../actions/device.ts';
import { closeChannel, saveChannelSettings } from '../../actions/keep-channel.ts';
import { usePicture } from '../picture/use-picture.tsx';
import { useNow } from '../use-now.ts';
import type { WithWords } from './office-page.tsx';
import { useKeptForm } from './use-kept-form.ts';
import { useOwnChannel } from './use-own-channel.tsx';

export function ChannelSettingsPage(props: WithWords & { readonly channel: string }) {
  const { t, o, notice, account, channel } = props;
  const own = useOwnChannel(props);
  const config = 'row' in own ? own.row.config : null;
  const form = useKeptForm({ t, account }, `settings:${channel}`, config && settingsOf(config));
  const picture = usePicture(props, channel);
  const [refused, setRefused] = useState<Trouble | null>(null);
  const now = useNow(account.store);
  if ('instead' in own) return own.instead;
  if (!config || !form.fields) return null;
  function sentence(trouble: Trouble): string {
    if (trouble === 'empty') return o.noTitle;
    return trouble === 'forbidden' ? o.notYours : t.troubles[trouble];
  }
  const outcomeOf = (trouble: Trouble | null) =>
    trouble === null
      ? { done: true, sentence: t.saved }
      : { done: false, sentence: sentence(trouble) };
  return (
    <ChannelSettings
      t={t}
      o={o}
      notice={notice}
      channel={channel}
      channelTitle={channelTitle(channel, config.title)}
      place={placeIn(config.vars)}
      avatar={avatarOf(config.vars)}
      picture={picture}
      closed={isClosed(config)}
      isPersonal={config.type === 'personal'}
      settings={form.fields}
      busy={form.busy}
      outcome={refused ? outcomeOf(refused) : form.outcome}
      onChange={form.change}
      onSubmit={() => {
        setRefused(null);
        form.submit((settings) =>
          saveChannelSettings(account, channel, settings, now).then(outcomeOf),
        );
      }}
      onClose={(closed) => closeChannel(account, channel, closed).then(setRefused)}
    />
  );
}

import { useEffect, useState } from 'preact/hooks';
import type { PlaceInfo } from '../../../protocol/place.ts';
import { Message } from '../../../screens/message.tsx';
import { channelTitle } from '../../../screens/name.ts';
import { ChannelPlace } from '../../../screens/office/channel-place.tsx';
import type { Outcome } from '../../../screens/office/how-it-went.tsx';
import { hrefOf } from '../../../screens/route.ts';
import type { Trouble } from '../../actions/device.ts';
import { putChannel } from '../../actions/keep-channel.ts';
import { loadPlace } from '../../actions/look-at-place.ts';
import { replaceScreen, whileHere } from '../visits.ts';
import type { WithWords } from './office-page.tsx';
import { useOwnChannel } from './use-own-channel.tsx';

interface Props extends WithWords {
  readonly channel: string;
  /** Id of the place that is looked at; empty for all. */
  readonly at?: string | undefined;
}

export function ChannelPlacePage(props: Props) {
  const { t, o, notice, account, connectivity, channel, at = '' } = props;
  const own = useOwnChannel(props);
  const [info, setInfo] = useState<PlaceInfo>();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const isOnline = connectivity.state === 'online';
  useEffect(() => {
    if (!isOnline) return;
    loadPlace(account, at).then((found) => {
      setTrouble('trouble' in found ? found.trouble : null);
      if (!('trouble' in found)) setInfo(found);
    });
  }, [isOnline, connectivity.epoch]);
  if ('instead' in own) return own.instead;
  const sentence = (refused: Trouble) =>
    refused === 'forbidden' ? o.notYourPlace : t.troubles[refused];
  if (!info) {
    const message = trouble ? sentence(trouble) : isOnline ? t.loading : t.notHere;
    return <Message t={t} notice={notice} message={message} />;
  }
  const outcome: Outcome = trouble && { done: false, sentence: sentence(trouble) };
  async function put() {
    const leave = whileHere(() => replaceScreen(hrefOf({ screen: 'channel-settings', channel })));
    setBusy(true);
    const refused = await putChannel(account, channel, at);
    setBusy(false);
    setTrouble(refused);
    if (refused === null) leave();
  }
  return (
    <ChannelPlace
      t={t}
      o={o}
      notice={notice}
      channel={channel}
      channelTitle={channelTitle(channel, own.row.config.title)}
      info={info}
      busy={busy}
      outcome={outcome}
      onPut={put}
    />
  );
}

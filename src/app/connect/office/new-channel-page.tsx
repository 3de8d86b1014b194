import { useEffect, useState } from 'preact/hooks';
import { NEW_CHANNEL } from '../../../protocol/channel-settings.ts';
import { NewChannel } from '../../../screens/office/new-channel.tsx';
import { hrefOf } from '../../../screens/route.ts';
import { createChannel } from '../../actions/create-channel.ts';
import type { Trouble } from '../../actions/device.ts';
import { loadPlace } from '../../actions/look-at-place.ts';
import { useNow } from '../use-now.ts';
import { replaceScreen, whileHere } from '../visits.ts';
import type { WithWords } from './office-page.tsx';
import { useKeptForm } from './use-kept-form.ts';

interface Props extends WithWords {
  /** Id of the place that it is for; empty for a subject. */
  readonly place?: string | undefined;
}

export function NewChannelPage({ t, o, notice, account, connectivity, place = '' }: Props) {
  const form = useKeptForm({ t, account }, 'new-channel', NEW_CHANNEL);
  const [placeName, setPlaceName] = useState(place);
  const now = useNow(account.store);
  const isOnline = connectivity.state === 'online';
  useEffect(() => {
    if (!isOnline || place === '') return;
    loadPlace(account, place).then((found) => {
      if ('place' in found && found.place) setPlaceName(found.place.name);
    });
  }, [isOnline, connectivity.epoch]);
  if (!form.fields) return null;
  function sentence(trouble: Trouble, free = ''): string {
    if (trouble === 'empty') return o.noTitle;
    if (trouble === 'conflict') return free ? `${o.nameTaken} ${o.isFree(free)}` : o.nameTaken;
    return trouble === 'forbidden' ? o.notYourPlace : t.troubles[trouble];
  }
  function create() {
    let made = '';
    const leave = whileHere(() => replaceScreen(hrefOf({ screen: 'channel', channel: made })));
    form
      .submit(async (settings) => {
        const creation = await createChannel(account, settings, place, now);
        if ('trouble' in creation) {
          return { done: false, sentence: sentence(creation.trouble, creation.free) };
        }
        made = creation.channel;
        return { done: true, sentence: t.saved };
      })
      .then(() => made && leave());
  }
  return (
    <NewChannel
      t={t}
      o={o}
      notice={notice}
      place={place}
      placeName={placeName}
      settings={form.fields}
      busy={form.busy}
      outcome={form.outcome}
      onChange={form.change}
      onSubmit={create}
    />
  );
}

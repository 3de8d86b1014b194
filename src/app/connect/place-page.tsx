import { useEffect, useState } from 'preact/hooks';
import { route } from 'preact-router';
import { PLACE } from '../../protocol/config-vars.ts';
import type { PlaceInfo } from '../../protocol/place.ts';
import { Message } from '../../screens/message.tsx';
import { ALL_PLACES, Place } from '../../screens/place.tsx';
import { hrefOf } from '../../screens/route.ts';
import type { Trouble } from '../actions/device.ts';
import { keepPlace, loadPlace } from '../actions/look-at-place.ts';
import { listChannels } from '../store/read/channels.ts';
import { UNREAD_PARTS } from '../store/read/unread.ts';
import { listedNow } from './listed.ts';
import type { PageProps } from './page-props.ts';
import { useNow } from './use-now.ts';
import { useObservable } from './use-observable.ts';
import { useStored } from './use-stored.ts';

/** A place; without one, where this phone was last. */
export function PlacePage(
  props: PageProps & { readonly place?: string; readonly words?: string | undefined },
) {
  const { t, device, account, connectivity, notice, words = '' } = props;
  const kept = useObservable(device.settings).place;
  const [wanted] = useState(props.place ?? kept?.place?.id ?? ALL_PLACES);
  const [typed, setTyped] = useState(words);
  const [loaded, setLoaded] = useState<PlaceInfo>();
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const rows = useStored(account.store, UNREAD_PARTS, listChannels);
  const now = useNow(account.store);
  const isOnline = connectivity.state === 'online';
  async function load() {
    const found = await loadPlace(account, wanted === ALL_PLACES ? '' : wanted, words);
    if ('trouble' in found) return setTrouble(found.trouble);
    setTrouble(null);
    setLoaded(found);
    if (words === '') keepPlace(device, found.place && found);
  }
  useEffect(() => {
    if (isOnline) load();
  }, [isOnline, account]);

  const info = loaded ?? (kept?.place?.id === wanted ? kept : undefined);
  if (!info || !rows) {
    const message = trouble ? sentence(t, trouble) : isOnline ? t.loading : t.notHere;
    return <Message t={t} notice={notice} message={message} />;
  }
  const isOwn = ({ config }: PlaceInfo['channels'][number]) =>
    config.vars?.[PLACE] === info.place?.id;
  const listed = listedNow(t, account, rows);
  return (
    <Place
      t={t}
      notice={notice}
      now={now}
      info={info}
      words={words}
      find={{
        typed,
        onType: setTyped,
        onFind: () => route(hrefOf({ screen: 'place', place: ALL_PLACES, words: typed.trim() })),
      }}
      own={info.channels.filter(isOwn).map((row) => ({ ...listed(row), place: undefined }))}
      around={info.channels.filter((row) => !isOwn(row)).map(listed)}
    />
  );
}

function sentence(t: PageProps['t'], trouble: Trouble): string {
  return trouble === 'not-found' ? t.noSuchPage : t.troubles[trouble];
}

import { useEffect, useState } from 'preact/hooks';
import type { PlaceModerator } from '../../../protocol/place-moderators.ts';
import { Message } from '../../../screens/message.tsx';
import { PlaceModerators } from '../../../screens/office/place-moderators.tsx';
import { appoint, loadPlaceModerators } from '../../actions/appoint.ts';
import type { Trouble } from '../../actions/device.ts';
import { loadPlace } from '../../actions/look-at-place.ts';
import { useAsked } from '../use-asked.ts';
import type { WithWords } from './office-page.tsx';
import { useKeptForm } from './use-kept-form.ts';

const NOBODY = { username: '' };

export function PlaceModeratorsPage(props: WithWords & { readonly place: string }) {
  const { t, o, notice, account, connectivity, place } = props;
  const [people, setPeople] = useState<readonly PlaceModerator[]>();
  const [name, setName] = useState(place);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const form = useKeptForm({ t, account }, `appoint:${place}`, NOBODY);
  const [asked, ask] = useAsked();
  const isOnline = connectivity.state === 'online';
  async function load() {
    const found = await loadPlaceModerators(account, place);
    setTrouble('trouble' in found ? found.trouble : null);
    if ('people' in found) setPeople(found.people);
  }
  useEffect(() => {
    if (!isOnline) return;
    load();
    loadPlace(account, place).then((found) => 'place' in found && setName(found.place?.name ?? ''));
  }, [isOnline, connectivity.epoch]);

  function sentence(refused: Trouble): string {
    if (refused === 'not-found' && people) return t.noSuchPerson;
    return refused === 'forbidden' ? o.notAdmin : t.troubles[refused];
  }
  async function change(jid: string, appointed: boolean): Promise<Trouble | null> {
    const refused = await appoint(account, place, jid, appointed);
    if (refused === null) await load();
    return refused;
  }
  if (!people || !form.fields) {
    const message = trouble ? sentence(trouble) : isOnline ? t.loading : t.notHere;
    return <Message t={t} notice={notice} message={message} />;
  }
  return (
    <PlaceModerators
      t={t}
      o={o}
      notice={notice}
      domain={account.site.domain}
      place={place}
      placeName={name}
      people={people}
      empty={o.nobodyAppointed}
      typed={form.fields.username}
      busy={form.busy}
      outcome={trouble ? { done: false, sentence: sentence(trouble) } : form.outcome}
      onType={(username) => form.change({ username })}
      onAppoint={() =>
        form.submit(async ({ username }) => {
          const name = username.trim().toLowerCase();
          const refused =
            name === '' ? 'empty' : await change(`${name}@${account.site.domain}`, true);
          return refused
            ? { done: false, sentence: sentence(refused) }
            : { done: true, sentence: t.saved };
        })
      }
      asked={asked}
      onAsk={ask}
      onDismiss={(jid) => {
        ask(null);
        change(jid, false).then(setTrouble);
      }}
    />
  );
}

import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { avatarOf, showsFollowed } from '../../protocol/config-vars.ts';
import type { FollowedChannel } from '../../protocol/followed.ts';
import { domainOf } from '../../protocol/jid.ts';
import { Profile, type ProfileFormProps, type Told } from '../../screens/profile.tsx';
import type { Account, Trouble } from '../actions/device.ts';
import { findFollowed, openProfile } from '../actions/open-profile.ts';
import { keepProfileDraft, saveProfile } from '../actions/save-profile.ts';
import { readChannel } from '../store/read/channels.ts';
import { readProfileDraft } from '../store/read/draft.ts';
import type { ChannelRow } from '../store/read/reader.ts';
import type { PageProps } from './page-props.ts';
import { usePicture } from './picture/use-picture.tsx';
import { useLive } from './use-live.ts';
import { useStored } from './use-stored.ts';

export function ProfilePage(props: PageProps & { readonly person: string }) {
  const { t, account, connectivity, notice, person } = props;
  const { store, me, site } = account;
  const read = useStored(store, ['channels'], async (reader) => ({
    row: await readChannel(reader, person),
  }));
  const live = useLive(connectivity, (report) => openProfile(account, person, report));
  const told = read?.row?.status === undefined ? null : toldBy(read.row);
  const form = useForm(props, me === person ? told : null);
  const picture = usePicture(props, person);
  const shows = showsFollowed(read?.row?.config.vars);
  const [followed, setFollowed] = useState<readonly FollowedChannel[]>([]);
  useEffect(() => {
    if (!shows) setFollowed([]);
    else if (connectivity.state === 'online') findFollowed(account, person).then(setFollowed);
  }, [shows, connectivity.state, connectivity.epoch]);
  if (!read) return null;
  function empty(): string {
    if (live.loading) return t.loading;
    if (live.trouble === 'not-found') return t.noSuchPerson;
    return live.trouble ? t.troubles[live.trouble] : t.notHere;
  }
  return (
    <Profile
      t={t}
      notice={notice}
      domain={site.domain}
      person={person}
      told={told}
      avatar={avatarOf(read.row?.config.vars)}
      picture={form && picture}
      // Another site's word for it is not ours to give.
      since={domainOf(person) === site.domain ? (read.row?.config.created ?? '') : ''}
      followed={followed}
      mayReport={me !== null && me !== person}
      empty={empty()}
      form={form}
    />
  );
}

/** A channel that was given no title has its address for one. */
function toldBy({ channel, config, status = '' }: ChannelRow): Told {
  const name = config.title === channel ? '' : config.title;
  const about = config.description === channel ? '' : config.description;
  return { name, about, status, showsFollowed: showsFollowed(config.vars) };
}

/** What is typed goes before what was told, until that is saved. */
function useForm(
  { t, account }: { t: PageProps['t']; account: Account },
  told: Told | null,
): ProfileFormProps | null {
  const typed = useRef<Partial<Told> | null>(null);
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Trouble | null>();
  const [, redraw] = useState({});
  // Before the form can be seen: a key must not come before what stood there.
  useLayoutEffect(() => {
    readProfileDraft(account.store).then(
      (draft) => {
        if (!draft || typed.current) return;
        typed.current = draft;
        redraw({});
      },
      () => setOutcome('not-saved'),
    );
  }, []);
  if (!told) return null;
  const current = { ...told, ...typed.current };

  const change = (changed: Partial<Told>) => {
    const typedNow = { ...current, ...typed.current, ...changed };
    typed.current = typedNow;
    setOutcome(undefined);
    redraw({});
    keepProfileDraft(account, typedNow, told).then((trouble) => trouble && setOutcome(trouble));
  };
  async function save() {
    const sent = typed.current;
    setBusy(true);
    const trouble = await saveProfile(account, current);
    setBusy(false);
    setOutcome(trouble);
    if (trouble === null && typed.current === sent) typed.current = null;
  }
  return {
    ...current,
    busy,
    outcome:
      outcome === undefined
        ? null
        : { saved: outcome === null, sentence: outcome === null ? t.saved : t.troubles[outcome] },
    onName: (name) => change({ name }),
    onAbout: (about) => change({ about }),
    onStatus: (status) => change({ status }),
    onShowsFollowed: (shows) => change({ showsFollowed: shows }),
    onSave: save,
  };
}

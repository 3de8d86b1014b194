import { useEffect, useState } from 'preact/hooks';
import { domainOf } from '../../../protocol/jid.ts';
import { endOf } from '../../../protocol/length.ts';
import type { Person } from '../../../protocol/people.ts';
import { roleOf } from '../../../protocol/permissions.ts';
import { Message } from '../../../screens/message.tsx';
import { channelTitle } from '../../../screens/name.ts';
import { Member, NO_CHANGE } from '../../../screens/office/member.tsx';
import { hrefOf } from '../../../screens/route.ts';
import type { Trouble } from '../../actions/device.ts';
import { answerFollowers, loadPeople, setRole } from '../../actions/keep-people.ts';
import { useAsked } from '../use-asked.ts';
import { useChannel } from '../use-channel.ts';
import { useNow } from '../use-now.ts';
import { leaveForm, whileHere } from '../visits.ts';
import type { WithWords } from './office-page.tsx';
import { useKeptForm } from './use-kept-form.ts';

interface Props extends WithWords {
  readonly channel: string;
  /** Bare JID. */
  readonly member: string;
}

export function MemberPage({ t, o, notice, account, connectivity, channel, member }: Props) {
  const { store, me, site } = account;
  const [person, setPerson] = useState<Person>();
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const form = useKeptForm({ t, account }, `role:${channel}/${member}`, NO_CHANGE);
  const row = useChannel(store, channel);
  const now = useNow(store);
  const [asked, ask] = useAsked();
  const isOnline = connectivity.state === 'online';
  async function load() {
    const found = await loadPeople(account, channel, { person: member });
    setTrouble('trouble' in found ? found.trouble : null);
    if (!('trouble' in found)) setPerson(found.people[0]);
  }
  useEffect(() => {
    if (isOnline) load();
  }, [isOnline, connectivity.epoch]);

  function sentence(refused: Trouble): string {
    if (refused === 'empty') return o.noReason;
    return refused === 'forbidden' ? o.notModerator : t.troubles[refused];
  }
  const message = (words: string) => <Message t={t} notice={notice} message={words} />;
  if (trouble) return message(sentence(trouble));
  if (!person || !row || !form.fields || me === null) {
    return message(isOnline ? t.loading : t.notHere);
  }
  async function answer(letIn: boolean) {
    ask(null);
    const leave = whileHere(() => leaveForm(hrefOf({ screen: 'people', channel, who: 'waiting' })));
    const refused = await answerFollowers(account, channel, [member], letIn);
    if (refused !== null) return setTrouble(refused);
    leave();
  }
  const { affiliation } = person;
  return (
    <Member
      t={t}
      o={o}
      notice={notice}
      domain={site.domain}
      channel={channel}
      channelTitle={channelTitle(channel, row.config.title)}
      person={person}
      me={me}
      myRole={roleOf(row.membership, domainOf(me) === site.domain)}
      change={form.fields}
      busy={form.busy}
      outcome={form.outcome}
      onChange={form.change}
      onSubmit={() =>
        form.submit(async ({ role, length, reason }) => {
          const until = endOf(length, now);
          const said = { reason, until };
          const refused = await setRole(account, channel, member, role || affiliation, said);
          if (refused !== null) return { done: false, sentence: sentence(refused) };
          await load();
          return { done: true, sentence: t.saved };
        })
      }
      asked={asked}
      onAsk={ask}
      onAnswer={answer}
    />
  );
}

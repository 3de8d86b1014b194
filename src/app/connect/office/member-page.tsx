import { useEffect, useState } from 'preact/hooks';
import { endOf } from '../../../protocol/duration.ts';
import { domainOf } from '../../../protocol/jid.ts';
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
  const [refused, setRefused] = useState<Trouble | null>(null);
  const form = useKeptForm({ t, account }, `role:${channel}/${member}`, NO_CHANGE);
  const row = useChannel(store, channel);
  const now = useNow(store);
  const [asked, ask] = useAsked();
  const isOnline = connectivity.state === 'online';
  async function load() {
    const found = await loadPeople(account, channel, { person: member });
    setTrouble('trouble' in found ? found.trouble : null);
    if ('trouble' in found) return;
    setPerson(found.people[0]);
    setRefused(null);
  }
  useEffect(() => {
    if (isOnline) load();
  }, [isOnline, connectivity.epoch]);

  function sentence(failed: Trouble): string {
    if (failed === 'empty') return o.noReason;
    if (failed === 'conflict') return o.changedMeanwhile;
    return failed === 'forbidden' ? o.notModerator : t.troubles[failed];
  }
  // Asked again in vain, the form stays as it is.
  if (!person || !row || !form.fields || me === null) {
    const words = trouble ? sentence(trouble) : isOnline ? t.loading : t.notHere;
    return <Message t={t} notice={notice} message={words} />;
  }
  async function answer(letIn: boolean) {
    ask(null);
    const leave = whileHere(() => leaveForm(hrefOf({ screen: 'people', channel, who: 'waiting' })));
    const failed = await answerFollowers(account, channel, [member], letIn);
    // They wait no more: a colleague was faster.
    setRefused(failed === 'not-found' ? 'conflict' : failed);
    if (failed === null) leave();
  }
  const { affiliation } = person;
  // Chosen for what they were: kept since, or while a colleague was faster.
  const change = { ...form.fields, ...(form.fields.was !== affiliation && { role: '' as const }) };
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
      change={change}
      busy={form.busy}
      outcome={refused ? { done: false, sentence: sentence(refused) } : form.outcome}
      onChange={(changed) => {
        const { role } = changed;
        if (role === undefined) form.change(changed);
        else form.change({ ...changed, was: role ? affiliation : undefined });
      }}
      onSubmit={() =>
        form.submit(async ({ length, reason }) => {
          setRefused(null);
          const until = endOf(length, now);
          const said = { reason, until, was: affiliation };
          const failed = await setRole(account, channel, member, change.role || affiliation, said);
          if (failed === 'conflict') await load();
          if (failed !== null) return { done: false, sentence: sentence(failed) };
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

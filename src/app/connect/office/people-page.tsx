import { useState } from 'preact/hooks';
import { route } from 'preact-router';
import { PEOPLE_PAGE, type Person, WHO, type Who } from '../../../protocol/people.ts';
import { channelTitle } from '../../../screens/name.ts';
import type { Outcome } from '../../../screens/office/how-it-went.tsx';
import {
  type AnswerToAll,
  type PeopleProps,
  People as PeopleScreen,
} from '../../../screens/office/people.tsx';
import { hrefOf } from '../../../screens/route.ts';
import type { Trouble } from '../../actions/device.ts';
import { answerFollowers, loadPeople } from '../../actions/keep-people.ts';
import { useChannel } from '../use-channel.ts';
import { usePages } from '../use-pages.ts';
import type { WithWords } from './office-page.tsx';

interface Props extends WithWords {
  readonly channel: string;
  readonly who?: string | undefined;
  readonly words?: string | undefined;
}

export function PeoplePage(props: Props) {
  const { t, o, notice, account, connectivity, channel, words = '' } = props;
  const who: Who = WHO.find((known) => known === props.who) ?? 'everyone';
  const [counts, setCounts] = useState<PeopleProps['counts']>({});
  const [typed, setTyped] = useState(words);
  const [answer, setAnswer] = useState<AnswerToAll>('later');
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>(null);
  const row = useChannel(account.store, channel);
  const isOnline = connectivity.state === 'online';
  const { rows, trouble, hasMore, load, more } = usePages(
    connectivity,
    PEOPLE_PAGE,
    async (known: readonly Person[]) => {
      const after = known[known.length - 1]?.jid;
      const found = await loadPeople(account, channel, { who, words, after });
      if ('trouble' in found) return found;
      const { people, waiting, banned, more } = found;
      setCounts({ waiting, banned });
      return { told: people, more };
    },
  );
  const people = rows ?? [];

  async function answerAll() {
    if (answer === 'later') return;
    setBusy(true);
    const jids = people.map(({ jid }) => jid);
    const refused = await answerFollowers(account, channel, jids, answer === 'in');
    setBusy(false);
    setAnswer('later');
    // One of them waits no more. Where somebody was faster, the list says so.
    const isLate = refused === 'conflict' || refused === 'not-found';
    const why = isLate ? o.changedMeanwhile : refused && sentence(refused);
    setOutcome(why ? { done: false, sentence: why } : null);
    load();
  }
  function sentence(failed: Trouble): string {
    return failed === 'forbidden' ? o.notModerator : t.troubles[failed];
  }
  const problem = trouble && sentence(trouble);
  const empty = rows ? o.nobodyHere : isOnline ? t.loading : t.notHere;
  return (
    <PeopleScreen
      t={t}
      o={o}
      notice={notice}
      domain={account.site.domain}
      channel={channel}
      channelTitle={channelTitle(channel, row?.config.title ?? '')}
      who={who}
      words={words}
      people={people}
      counts={counts}
      more={hasMore}
      empty={problem ?? empty}
      problem={problem}
      answer={answer}
      busy={busy}
      outcome={outcome}
      typed={typed}
      onType={setTyped}
      onFind={() => route(hrefOf({ screen: 'people', channel, who, words: typed }))}
      onMore={more}
      onChoose={setAnswer}
      onAnswerAll={answerAll}
    />
  );
}

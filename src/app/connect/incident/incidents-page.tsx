import { useEffect, useState } from 'preact/hooks';
import { INCIDENTS_PAGE, type Incident } from '../../../protocol/incident.ts';
import { Incidents } from '../../../screens/incident/incidents.tsx';
import { Problem } from '../../../screens/parts/labelled.tsx';
import { UnsentPost } from '../../../screens/parts/unsent-post.tsx';
import { hrefOf } from '../../../screens/route.ts';
import type { Trouble } from '../../actions/device.ts';
import { loadIncidents } from '../../actions/incidents.ts';
import { readReportFields } from '../../store/read/draft.ts';
import { readMeta } from '../../store/read/meta.ts';
import { readOutbox } from '../../store/read/outbox.ts';
import type { OutboxRow } from '../../store/read/reader.ts';
import { ownPostVerbs } from '../own-post-verbs.ts';
import { useNow } from '../use-now.ts';
import { usePages } from '../use-pages.ts';
import { useStored } from '../use-stored.ts';
import { useUnsent } from '../use-unsent.tsx';
import { replaceScreen, whileHere } from '../visits.ts';
import type { WithIncidentWords } from './incident-pages.tsx';

export function IncidentsPage({ t, i, notice, account, connectivity }: WithIncidentWords) {
  const { store, me } = account;
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [refused, setRefused] = useState<Trouble | null>(null);
  const isOnline = connectivity.state === 'online';
  const kept = useStored(store, ['meta', 'outbox'], async (reader) => ({
    own: await readMeta(reader, 'incidents'),
    waiting: (await readOutbox(reader)).filter(({ report }) => report !== undefined),
  }));
  const unsent = useUnsent(
    t,
    account,
    (kept?.waiting ?? []).map((post) => {
      const { where, text } = readReportFields(post.text);
      const title = i.abouts[post.report ?? 'other'];
      return { ...post, title, text: `${where}\n${text}\n${i.numberLater}` };
    }),
  );
  const now = useNow(store);

  const open = usePages(connectivity, INCIDENTS_PAGE, (known: readonly Incident[]) =>
    loadIncidents(account, 'public', known[known.length - 1]?.reference),
  );
  useEffect(() => {
    if (!isOnline || me === null) return;
    loadIncidents(account, 'own').then((found) =>
      setTrouble('trouble' in found ? found.trouble : null),
    );
  }, [isOnline, connectivity.epoch]);
  if (!kept) return null;
  const verbs = ownPostVerbs(account, kept.waiting, setRefused, () =>
    whileHere((post: OutboxRow | undefined) => {
      if (post?.report) replaceScreen(hrefOf({ screen: 'report-about', about: post.report }));
    }),
  );
  const nothing = (said: Trouble | null) =>
    isOnline ? (said ? t.troubles[said] : t.loading) : t.notHere;
  const rows = unsent.map((post) => <UnsentPost key={post.order} t={t} post={post} {...verbs} />);
  const waiting = (
    <>
      <Problem problem={refused && t.troubles[refused]} />
      <ul class="items">{rows}</ul>
    </>
  );
  return (
    <Incidents
      t={t}
      i={i}
      notice={notice}
      now={now}
      own={me === null ? null : (kept.own ?? [])}
      unsent={rows.length > 0 ? waiting : undefined}
      open={open.rows ?? []}
      hasOlder={open.hasMore}
      problem={open.trouble && t.troubles[open.trouble]}
      empty={{
        own: kept.own ? i.noneYet : nothing(trouble),
        open: open.rows ? i.noneOpen : nothing(open.trouble),
      }}
      onOlder={open.more}
    />
  );
}

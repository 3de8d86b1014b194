import { useEffect, useRef, useState } from 'preact/hooks';
import { INCIDENTS_PAGE, type Incident } from '../../../protocol/incident.ts';
import { Incidents } from '../../../screens/incident/incidents.tsx';
import { UnsentPost } from '../../../screens/parts/unsent-post.tsx';
import { hrefOf } from '../../../screens/route.ts';
import type { Trouble } from '../../actions/device.ts';
import { loadIncidents } from '../../actions/incidents.ts';
import { resendPost } from '../../actions/resend-post.ts';
import { discardPost, editPost } from '../../actions/withdraw.ts';
import { readReportFields } from '../../store/read/draft.ts';
import { readMeta } from '../../store/read/meta.ts';
import { readOutbox } from '../../store/read/outbox.ts';
import { useNow } from '../use-now.ts';
import { useStored } from '../use-stored.ts';
import { useUnsent } from '../use-unsent.tsx';
import { replaceScreen } from '../visits.ts';
import type { WithIncidentWords } from './incident-pages.tsx';

export function IncidentsPage({ t, i, notice, account, connectivity }: WithIncidentWords) {
  const { store, me } = account;
  const [open, setOpen] = useState<readonly Incident[]>();
  const [hasOlder, setHasOlder] = useState(false);
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

  /** How many are shown: what is being read further down stays when the link is back. */
  const shown = useRef(0);
  async function load(known: readonly Incident[] = []): Promise<void> {
    const found = await loadIncidents(account, 'public', known[known.length - 1]?.reference);
    if (!('told' in found)) return setTrouble(found.trouble);
    const all = [...known, ...found.told];
    const isMore = found.told.length === INCIDENTS_PAGE;
    if (isMore && all.length < shown.current) return load(all);
    shown.current = all.length;
    setOpen(all);
    setHasOlder(isMore);
  }
  useEffect(() => {
    if (!isOnline) return;
    setTrouble(null);
    load();
    if (me === null) return;
    loadIncidents(account, 'own').then((found) => 'trouble' in found && setTrouble(found.trouble));
  }, [isOnline, connectivity.epoch]);
  if (!kept) return null;
  async function edit(order: number) {
    const edited = await editPost(account, order);
    if ('trouble' in edited) return setRefused(edited.trouble);
    const about = edited.post?.report;
    if (about) replaceScreen(hrefOf({ screen: 'report-about', about }));
  }
  const asked = trouble ? t.troubles[trouble] : t.loading;
  const nothing = isOnline ? asked : t.notHere;
  const rows = unsent.map((post) => (
    <UnsentPost
      key={post.order}
      t={t}
      post={post}
      onRetry={(order) => resendPost(account, order).then(setRefused)}
      onEdit={edit}
      onDiscard={(order) => discardPost(account, order).then(setRefused)}
    />
  ));
  const waiting = (
    <>
      {refused && (
        <p class="problem" role="alert">
          {t.troubles[refused]}
        </p>
      )}
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
      open={open ?? []}
      hasOlder={hasOlder}
      empty={{ own: kept.own ? i.noneYet : nothing, open: open ? i.noneOpen : nothing }}
      onOlder={() => load(open)}
    />
  );
}

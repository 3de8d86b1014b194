import { useEffect, useRef, useState } from 'preact/hooks';
import type { OwnReport } from '../../../protocol/own-reports.ts';
import { Complaints } from '../../../screens/complaint/complaints.tsx';
import { loadOwnReports } from '../../actions/complaints.ts';
import type { Trouble } from '../../actions/device.ts';
import { resendPost } from '../../actions/resend-post.ts';
import type { Told } from '../../actions/told-by-office.ts';
import { discardPost } from '../../actions/withdraw.ts';
import { readOutbox } from '../../store/read/outbox.ts';
import { useNow } from '../use-now.ts';
import { useStored } from '../use-stored.ts';
import type { WithWords } from './rare-page.tsx';

export function ComplaintsPage({ t, r, notice, account, connectivity }: WithWords) {
  const { store, site } = account;
  const [loaded, setLoaded] = useState<Told<OwnReport>>();
  const [refused, setRefused] = useState<Trouble | null>(null);
  /** The highest number of the first answer. */
  const newest = useRef<number | undefined>(undefined);
  const outbox = useStored(store, ['outbox'], readOutbox);
  const waiting = (outbox ?? []).filter(({ complaint }) => complaint);
  const isOnline = connectivity.state === 'online';
  useEffect(() => {
    if (isOnline) loadOwnReports(account).then(setLoaded);
    // One that has gone from the outbox has its number now.
  }, [isOnline, waiting.length]);
  const now = useNow(store);
  if (!outbox) return null;
  const reports = loaded && 'told' in loaded ? loaded.told : [];
  if (loaded && 'told' in loaded)
    newest.current ??= Math.max(0, ...reports.map(({ number }) => number));
  const trouble = refused ?? (loaded && 'trouble' in loaded ? loaded.trouble : null);
  return (
    <Complaints
      {...{ t, r, notice, now }}
      domain={site.domain}
      unsent={waiting.map(({ order = 0, text, complaint, trouble }) => ({
        ...{ order, text, head: complaint?.head ?? '', failed: trouble !== null },
        state: trouble ? t.notSent(t.troubles[trouble]) : r.waits,
      }))}
      reports={reports}
      known={newest.current}
      empty={loaded ? r.none : isOnline ? t.loading : t.notHere}
      problem={trouble && t.troubles[trouble]}
      onRetry={(order) => resendPost(account, order).then(setRefused)}
      onDiscard={(order) => discardPost(account, order).then(setRefused)}
    />
  );
}

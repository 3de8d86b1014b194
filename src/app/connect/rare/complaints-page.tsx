import { useRef, useState } from 'preact/hooks';
import type { OwnReport } from '../../../protocol/own-reports.ts';
import { Complaints } from '../../../screens/complaint/complaints.tsx';
import { loadOwnReports } from '../../actions/complaints.ts';
import type { Trouble } from '../../actions/device.ts';
import { resendPost } from '../../actions/resend-post.ts';
import { discardPost } from '../../actions/withdraw.ts';
import { readOutbox } from '../../store/read/outbox.ts';
import { useNow } from '../use-now.ts';
import { usePages } from '../use-pages.ts';
import { useStored } from '../use-stored.ts';
import type { WithWords } from './rare-page.tsx';

export function ComplaintsPage({ t, r, notice, account, connectivity }: WithWords) {
  const { store, site } = account;
  const [refused, setRefused] = useState<Trouble | null>(null);
  /** The highest number of the first answer. */
  const newest = useRef<number | undefined>(undefined);
  const outbox = useStored(store, ['outbox'], readOutbox);
  const waiting = (outbox ?? []).filter(({ complaint }) => complaint);
  const { rows, ...told } = usePages<OwnReport>(
    connectivity,
    Number.POSITIVE_INFINITY,
    () => loadOwnReports(account),
    // One that has gone from the outbox has its number now.
    waiting.length,
  );
  const now = useNow(store);
  if (!outbox) return null;
  if (rows) newest.current ??= Math.max(0, ...rows.map(({ number }) => number));
  const trouble = refused ?? told.trouble;
  return (
    <Complaints
      {...{ t, r, notice, now }}
      domain={site.domain}
      unsent={waiting.map(({ order = 0, text, complaint, trouble }) => ({
        ...{ order, text, head: complaint?.head ?? '', failed: trouble !== null },
        state: trouble ? t.notSent(t.troubles[trouble]) : r.waits,
      }))}
      reports={rows ?? []}
      known={newest.current}
      empty={rows ? r.none : connectivity.state === 'online' ? t.loading : t.notHere}
      problem={trouble && t.troubles[trouble]}
      onRetry={(order) => resendPost(account, order).then(setRefused)}
      onDiscard={(order) => discardPost(account, order).then(setRefused)}
    />
  );
}

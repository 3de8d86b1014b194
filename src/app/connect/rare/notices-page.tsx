import { useState } from 'preact/hooks';
import type { Notice } from '../../../protocol/notice.ts';
import { Notices } from '../../../screens/notices.tsx';
import type { Trouble } from '../../actions/device.ts';
import { loadNotices, seeNotices } from '../../actions/told-by-office.ts';
import { useNow } from '../use-now.ts';
import { usePages } from '../use-pages.ts';
import type { WithWords } from './rare-page.tsx';

export function NoticesPage({ t, r, notice, account, connectivity }: WithWords) {
  const [refused, setRefused] = useState<Trouble | null>(null);
  const { rows, load, ...told } = usePages<Notice>(
    connectivity,
    Number.POSITIVE_INFINITY,
    account.me === null ? null : () => loadNotices(account),
  );
  const notices = rows ?? [];
  const trouble = refused ?? told.trouble;
  function seen() {
    const newest = Math.max(...notices.map(({ id }) => id));
    seeNotices(account, newest).then((failed) => {
      setRefused(failed);
      if (failed === null) load();
    });
  }
  return (
    <Notices
      t={t}
      r={r}
      notice={notice}
      now={useNow(account.store)}
      notices={notices}
      empty={rows ? r.noNotices : connectivity.state === 'online' ? t.loading : t.notHere}
      problem={trouble && t.troubles[trouble]}
      onSeen={seen}
    />
  );
}

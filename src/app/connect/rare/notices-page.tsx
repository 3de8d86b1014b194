import { useEffect, useState } from 'preact/hooks';
import type { Notice } from '../../../protocol/notice.ts';
import { Notices } from '../../../screens/notices.tsx';
import type { Trouble } from '../../actions/device.ts';
import { loadNotices, seeNotices, type Told } from '../../actions/told-by-office.ts';
import { useNow } from '../use-now.ts';
import type { WithWords } from './rare-page.tsx';

export function NoticesPage({ t, r, notice, account, connectivity }: WithWords) {
  const [loaded, setLoaded] = useState<Told<Notice>>();
  const [refused, setRefused] = useState<Trouble | null>(null);
  const isOnline = connectivity.state === 'online';
  const load = () => loadNotices(account).then(setLoaded);
  useEffect(() => {
    if (isOnline && account.me !== null) load();
  }, [isOnline, connectivity.epoch]);
  const told = loaded && 'told' in loaded ? loaded.told : [];
  const trouble = refused ?? (loaded && 'trouble' in loaded ? loaded.trouble : null);
  function seen() {
    const newest = Math.max(...told.map(({ id }) => id));
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
      notices={told}
      empty={loaded ? r.noNotices : isOnline ? t.loading : t.notHere}
      problem={trouble && t.troubles[trouble]}
      onSeen={seen}
    />
  );
}

import { useEffect } from 'preact/hooks';
import { Router } from 'preact-router';
import { PortalNotice } from '../../screens/parts/portal-notice.tsx';
import type { Text } from '../../screens/text/en.ts';
import type { Account, Connectivity, Device } from '../actions/device.ts';
import { readTotalUnread, UNREAD_PARTS } from '../store/read/unread.ts';
import type { Words } from './language.ts';
import { loadIncidentPages } from './load-incident-pages.ts';
import { Page } from './page.tsx';
import { SoftKeyBar } from './soft-key-bar.tsx';
import { useEmergency } from './use-emergency.ts';
import { useLook } from './use-look.ts';
import { type Observable, useObservable } from './use-observable.ts';
import { usePortal } from './use-portal.ts';
import { useStored } from './use-stored.ts';
import { leave } from './visits.ts';

interface Props {
  readonly words: Observable<Words>;
  readonly device: Device;
  /** Starts the newer build that waits, if one does. */
  readonly update: Observable<(() => void) | null>;
  /** Whether this is a phone with keys. */
  readonly hasKeys: Observable<boolean>;
}

/** The whole app: one page at a time, drawn anew when somebody else uses the phone. */
export function App({ words, device, update, hasKeys: keys }: Props) {
  const { t, away } = useObservable(words);
  const account = useObservable(device.account);
  const connectivity = useObservable(account.connectivity);
  const hasKeys = useObservable(keys);
  const farewell = useObservable(device.farewell);
  useTitle(t, account);
  useEmergency(device, account, connectivity, t.language);
  const isSettled = connectivity.settled && account.me !== null;
  useEffect(() => {
    // Where it cannot be had now, the screen itself asks for it again.
    if (isSettled) loadIncidentPages(t.language).catch(() => undefined);
  }, [isSettled, t]);
  useLook(useObservable(device.settings), hasKeys);
  return (
    <>
      {usePortal(connectivity.state === 'offline') && <PortalNotice t={t} />}
      <Router onChange={leave}>
        <Page
          default
          t={t}
          device={device}
          account={account}
          connectivity={connectivity}
          update={useObservable(update)}
          notice={
            farewell ? t.signedOut : away ? t.languageAway : noticeOf(t, connectivity, account)
          }
        />
      </Router>
      {hasKeys && <SoftKeyBar t={t} />}
    </>
  );
}

function noticeOf(t: Text, { state, full }: Connectivity, { me }: Account): string | null {
  switch (state) {
    case 'offline':
    case 'service-away':
      return t.connectivity[state];
    case 'refused':
      return me === null ? t.connectivity.offline : t.connectivity.refused;
    default:
      return full ? t.troubles['not-saved'] : null;
  }
}

/** The title counts what is new and names the place, as the addresses in the history do. */
function useTitle(t: Text, { store }: Account) {
  const unread = useStored(store, UNREAD_PARTS, readTotalUnread) ?? 0;
  useEffect(() => {
    const tell = () => {
      const place = document.querySelector('h1')?.textContent ?? '';
      const app = [t.channels, t.app].includes(place) ? t.app : `${place} · ${t.app}`;
      document.title = unread > 0 ? `(${unread}) ${app}` : app;
    };
    tell();
    // A heading comes from the store, later than its screen.
    const changes = new MutationObserver(tell);
    changes.observe(document.body, { childList: true, characterData: true, subtree: true });
    return () => changes.disconnect();
  }, [t, unread]);
}

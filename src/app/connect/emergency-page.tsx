import { useEffect, useState } from 'preact/hooks';
import type { EmergencyGroup } from '../../protocol/emergency.ts';
import { Emergency } from '../../screens/emergency.tsx';
import { keepEmergencyNumbers } from '../actions/emergency-numbers.ts';
import type { PageProps } from './page-props.ts';
import { useObservable } from './use-observable.ts';

const NONE: readonly EmergencyGroup[] = [];

/** The numbers that are on the phone; fresh ones where a place is named, and there is a link. */
export function EmergencyPage(props: PageProps & { readonly place?: string }) {
  const { t, device, account, connectivity, notice } = props;
  const { emergency, place: last } = useObservable(device.settings);
  const [asked, setAsked] = useState(false);
  const place = props.place ?? last?.place?.id ?? '';
  const isOnline = connectivity.state === 'online';
  useEffect(() => {
    if (!isOnline) return;
    keepEmergencyNumbers(device, account, { place, language: t.language }).then(() =>
      setAsked(true),
    );
  }, [isOnline, place, t]);
  return (
    <Emergency
      t={t}
      notice={notice}
      groups={emergency?.groups ?? NONE}
      empty={isOnline && !asked ? t.loading : t.notHere}
    />
  );
}

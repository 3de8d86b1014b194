import { useEffect, useState } from 'preact/hooks';
import { Settings } from '../../screens/settings.tsx';
import { changeSettings } from '../actions/change-settings.ts';
import type { PageProps } from './page-props.ts';
import { useObservable } from './use-observable.ts';

export function SettingsPage({ t, device, account, notice }: PageProps) {
  const settings = useObservable(device.settings);
  const [stored, setStored] = useState<number | null>(null);
  useEffect(() => {
    // Young browsers alone can tell.
    navigator.storage?.estimate?.().then(
      ({ usage }) => setStored(usage === undefined ? null : Math.ceil(usage / 1024)),
      () => undefined,
    );
  }, []);
  return (
    <Settings
      t={t}
      notice={notice}
      signedIn={account.me !== null}
      textSize={settings.textSize}
      digitKeys={settings.digitKeys}
      stored={stored}
      onTextSize={(textSize) => changeSettings(device, { textSize })}
      onDigitKeys={(digitKeys) => changeSettings(device, { digitKeys })}
    />
  );
}

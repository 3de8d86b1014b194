import { useEffect, useState } from 'preact/hooks';
import { Settings } from '../../screens/settings.tsx';
import { changeSettings } from '../actions/change-settings.ts';
import type { PageProps } from './page-props.ts';
import { useObservable } from './use-observable.ts';
import { isOnTap } from './use-shown-photos.ts';
import { useSignOut } from './use-sign-out.ts';

export function SettingsPage(props: PageProps) {
  const { t, device, account, notice } = props;
  const settings = useObservable(device.settings);
  const [stored, setStored] = useState<number | null>(null);
  const [used, setUsed] = useState<number | null>(null);
  useEffect(() => {
    // Young browsers alone can tell.
    navigator.storage?.estimate?.().then(
      ({ usage }) => setStored(usage === undefined ? null : Math.ceil(usage / 1024)),
      () => undefined,
    );
    device.tellDataUsed().then(
      (bytes) => setUsed(Math.ceil(bytes / 1024)),
      () => undefined,
    );
  }, []);
  return (
    <Settings
      t={t}
      notice={notice}
      signedIn={account.me !== null}
      {...useSignOut(props)}
      textSize={settings.textSize}
      digitKeys={settings.digitKeys}
      onTap={isOnTap(settings.picturesOnTap)}
      onOnTap={(picturesOnTap) => changeSettings(device, { picturesOnTap })}
      stored={stored}
      used={used}
      onTextSize={(textSize) => changeSettings(device, { textSize })}
      onDigitKeys={(digitKeys) => changeSettings(device, { digitKeys })}
    />
  );
}

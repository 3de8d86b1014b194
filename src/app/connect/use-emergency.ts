import { useEffect } from 'preact/hooks';
import type { Account, Connectivity, Device } from '../actions/device.ts';
import { keepEmergencyNumbers } from '../actions/emergency-numbers.ts';
import { useObservable } from './use-observable.ts';

/** Emergency numbers are on the phone before anybody needs them: those of the place that was looked at last. */
export function useEmergency(
  device: Device,
  account: Account,
  { state, settled }: Connectivity,
  language: string,
): void {
  const place = useObservable(device.settings).place?.place?.id ?? '';
  useEffect(() => {
    // After what was asked for: nobody waits for these.
    if (state === 'online' && settled) keepEmergencyNumbers(device, account, { place, language });
  }, [state, settled, place, language]);
}

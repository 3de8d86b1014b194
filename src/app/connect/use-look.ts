import { useEffect } from 'preact/hooks';
import type { Settings } from '../actions/device.ts';

/** Tells the style sheet how this device is and how it is set. */
export function useLook({ textSize }: Settings, hasKeys: boolean): void {
  useEffect(() => {
    document.documentElement.className = `text-${textSize}${hasKeys ? ' keys' : ''}`;
  }, [textSize, hasKeys]);
}

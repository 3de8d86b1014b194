import { type Settings, saveSettings } from '../store/settings.ts';
import { troubleOf } from '../sync/trouble.ts';
import type { Device, Trouble } from './device.ts';

/** Changes some of the device's settings: at once on the screen, and for the next starts. */
export function changeSettings(device: Device, change: Partial<Settings>): Promise<Trouble | null> {
  device.settings.set({ ...device.settings.get(), ...change });
  return saveSettings(change).then(() => null, troubleOf);
}

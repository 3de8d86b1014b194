/** How this device is set. Signing out leaves it: it tells nothing about anybody. */
import { useDeviceDatabase } from './device-database.ts';

/** Steps of the size of text; 1 is what the browser is set to. */
export type TextSize = 0 | 1 | 2 | 3;

export interface Settings {
  readonly textSize: TextSize;
  /** Whether the digits 1 to 9 jump to rows of lists: off unless asked for (WCAG 2.1.4). */
  readonly digitKeys: boolean;
  /** Whether photos wait until they are asked for; `null` leaves it to the link. */
  readonly picturesOnTap: boolean | null;
}

const DEFAULTS: Settings = { textSize: 1, digitKeys: false, picturesOnTap: null };

/** The key of the one record. */
const KEY = 'settings';

/** What was never set has its default. */
export async function readSettings(): Promise<Settings> {
  const stored = await useDeviceDatabase('settings', (rows) => rows.get(KEY));
  return { ...DEFAULTS, ...stored };
}

export function saveSettings(settings: Settings): Promise<unknown> {
  return useDeviceDatabase('settings', (rows) => rows.put(settings, KEY));
}

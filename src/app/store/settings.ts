/** How this device is set. Signing out leaves it: it tells nothing about anybody. */
import type { EmergencyGroup } from '../../protocol/emergency.ts';
import type { PlaceInfo } from '../../protocol/place.ts';
import { useDeviceDatabase } from './device-database.ts';

/** Steps of the size of text; 1 is what the browser is set to. */
export type TextSize = 0 | 1 | 2 | 3;

export interface Settings {
  readonly textSize: TextSize;
  /** Whether the digits 1 to 9 jump to rows of lists: off unless asked for (WCAG 2.1.4). */
  readonly digitKeys: boolean;
  /** Whether photos wait until they are asked for; `null` leaves it to the link. */
  readonly picturesOnTap: boolean | null;
  /** The place that was looked at last, as it was then; `null` where none was. */
  readonly place: PlaceInfo | null;
  /** Whom to phone, for when there is no link; `null` until they were fetched. */
  readonly emergency: KeptNumbers | null;
}

export interface KeptNumbers {
  /** Id of the place that they are the numbers of; empty for everywhere. */
  readonly place: string;
  readonly language: string;
  readonly groups: readonly EmergencyGroup[];
  /** When they were fetched, by the phone's clock in milliseconds. */
  readonly at: number;
}

const DEFAULTS: Settings = {
  ...{ textSize: 1, digitKeys: false, picturesOnTap: null },
  ...{ place: null, emergency: null },
};

/** The key of the one record. */
const KEY = 'settings';

/** What was never set has its default. */
export async function readSettings(): Promise<Settings> {
  const stored = await useDeviceDatabase('settings', (rows) => rows.get(KEY));
  return { ...DEFAULTS, ...stored };
}

/** Changes some of them; what another tab has set meanwhile stays. */
export function saveSettings(change: Partial<Settings>): Promise<unknown> {
  return useDeviceDatabase('settings', (rows) =>
    rows.get(KEY).then((before) => rows.put({ ...before, ...change }, KEY)),
  );
}

/** How much data the app used on one day. Signing out leaves it: it tells nothing about anybody. */
import { useDeviceDatabase } from './device-database.ts';

export interface DataUsed {
  /** In any words that differ from day to day, by the phone's clock. */
  readonly day: string;
  readonly bytes: number;
}

/** The key of the one record. */
const KEY = 'used';

/** Adds to what was used on that day; gives the sum, of all tabs and starts. */
export function addDataUsed(day: string, bytes: number): Promise<number> {
  return useDeviceDatabase('settings', async (rows) => {
    const before = await rows.get(KEY);
    const sum = bytes + (before?.day === day ? (before.bytes ?? 0) : 0);
    await rows.put({ day, bytes: sum }, KEY);
    return sum;
  });
}

import { emergencyRequest, readEmergency } from '../../protocol/emergency.ts';
import { troubleOf } from '../sync/trouble.ts';
import { changeSettings } from './change-settings.ts';
import type { Account, Device, Trouble } from './device.ts';

/** How long numbers that are on the phone are good enough, in milliseconds. */
const GOOD_FOR = 86_400_000;

/** What they are the numbers of. */
interface Wanted {
  /** Id of the place; empty for everywhere. */
  readonly place: string;
  readonly language: string;
}

/**
 * Sees to it that the emergency numbers are on the phone before anybody needs them: fetched once a day,
 * or where others are wanted.
 */
export async function keepEmergencyNumbers(
  device: Device,
  { context }: Account,
  { place, language }: Wanted,
): Promise<Trouble | null> {
  const kept = device.settings.get().emergency;
  const age = Date.now() - (kept?.at ?? 0);
  const isSame = kept?.place === place && kept.language === language;
  if (isSame && age >= 0 && age < GOOD_FOR) return null;
  try {
    const groups = readEmergency(await context.ask('get', emergencyRequest(place, language)));
    return changeSettings(device, { emergency: { place, language, groups, at: Date.now() } });
  } catch (error) {
    return troubleOf(error);
  }
}

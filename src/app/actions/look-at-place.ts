import { type PlaceInfo, placeRequest, readPlace } from '../../protocol/place.ts';
import { troubleOf } from '../sync/trouble.ts';
import { changeSettings } from './change-settings.ts';
import type { Account, Device, Trouble } from './device.ts';

/** What belongs to a place, of all places together without an id; with words, the places that are called so. */
export async function loadPlace(
  { context }: Account,
  id: string,
  words?: string,
): Promise<PlaceInfo | { readonly trouble: Trouble }> {
  try {
    const info = readPlace(await context.ask('get', placeRequest(id, words)));
    return info ?? { trouble: 'refused' };
  } catch (error) {
    return { trouble: troubleOf(error) };
  }
}

/** The place is where this phone begins next time, with what is known of it; `null` forgets it. */
export function keepPlace(device: Device, place: PlaceInfo | null): Promise<Trouble | null> {
  return changeSettings(device, { place });
}

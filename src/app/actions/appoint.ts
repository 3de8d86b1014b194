import {
  appointRequest,
  type PlaceModerator,
  placeModeratorsRequest,
  readPlaceModerators,
} from '../../protocol/place-moderators.ts';
import { troubleOf } from '../sync/trouble.ts';
import type { Account, Trouble } from './device.ts';

/** Who may create channels for a place. */
export function loadPlaceModerators(
  { context }: Account,
  place: string,
): Promise<{ readonly people: readonly PlaceModerator[] } | { readonly trouble: Trouble }> {
  return context.ask('get', placeModeratorsRequest(place)).then(
    (answer) => ({ people: readPlaceModerators(answer) }),
    (error) => ({ trouble: troubleOf(error) }),
  );
}

/** Lets somebody create channels for a place, or takes that back. */
export function appoint(
  { context }: Account,
  place: string,
  jid: string,
  appointed: boolean,
): Promise<Trouble | null> {
  return context.ask('set', appointRequest(place, jid, appointed)).then(() => null, troubleOf);
}

import type { FollowedChannel } from '../../protocol/followed.ts';
import { loadFollowed, loadProfile } from '../sync/profile.ts';
import { troubleOf } from '../sync/trouble.ts';
import type { Account, Trouble } from './device.ts';
import { reportOutcome } from './report-outcome.ts';

/** The open channels that somebody follows and lets others see; none where nobody can be asked. */
export function findFollowed(
  { context }: Account,
  person: string,
): Promise<readonly FollowedChannel[]> {
  return loadFollowed(context, person).catch((error) => {
    troubleOf(error);
    return [];
  });
}

/** Fetches what somebody tells of themselves; the function given back ends the interest in it. */
export function openProfile(
  { context }: Account,
  person: string,
  report: (trouble: Trouble | null) => void,
): () => void {
  return reportOutcome(loadProfile(context, person), report);
}

import { codePoints, MAX_DESCRIPTION, MAX_TEXT, MAX_TITLE } from '../../protocol/limits.ts';
import { dropProfileDraft, saveProfileDraft } from '../store/write/draft.ts';
import { type Telling, tellProfile } from '../sync/profile.ts';
import { troubleOf } from '../sync/trouble.ts';
import type { Account, Trouble } from './device.ts';

/** Tells of oneself; the drafts of it are kept until the service has it, and what was typed meanwhile longer. */
export async function saveProfile(account: Account, telling: Telling): Promise<Trouble | null> {
  const { context, me, store } = account;
  if (me === null) return 'forbidden';
  const { name, about, status } = telling;
  const tooLong =
    codePoints(name) > MAX_TITLE ||
    codePoints(about) > MAX_DESCRIPTION ||
    codePoints(status) > MAX_TEXT;
  if (tooLong) return 'too-long';
  try {
    await tellProfile(context, me, {
      name: name.trim(),
      about: about.trim(),
      status: status.trim(),
      showsFollowed: telling.showsFollowed,
    });
    await dropProfileDraft(store, telling);
    return null;
  } catch (error) {
    return troubleOf(error);
  }
}

/** Keeps it while it is typed, where it is not as it was told. */
export function keepProfileDraft(
  { store }: Account,
  typed: Omit<Telling, 'showsFollowed'>,
  told: Omit<Telling, 'showsFollowed'>,
): Promise<Trouble | null> {
  return saveProfileDraft(store, typed, told).then(() => null, troubleOf);
}

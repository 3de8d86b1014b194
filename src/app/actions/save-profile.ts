import { codePoints, MAX_DESCRIPTION, MAX_TEXT, MAX_TITLE } from '../../protocol/limits.ts';
import { profilePlace, statusPlace } from '../store/place.ts';
import { saveDraft } from '../store/write/draft.ts';
import { type Telling, tellProfile } from '../sync/profile.ts';
import { troubleOf } from '../sync/trouble.ts';
import type { Account, Trouble } from './device.ts';

const NOTHING = { title: '', text: '' };

/** Tells of oneself; the drafts of it are kept until the service has it. */
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
    for (const place of [profilePlace, statusPlace]) await saveDraft(store, { place, ...NOTHING });
    return null;
  } catch (error) {
    return troubleOf(error);
  }
}

/** Keeps it while it is typed. */
export async function saveProfileDraft(
  { store }: Account,
  { name, about, status }: Omit<Telling, 'showsFollowed'>,
): Promise<Trouble | null> {
  try {
    await saveDraft(store, { place: profilePlace, title: name, text: about });
    await saveDraft(store, { place: statusPlace, title: '', text: status });
    return null;
  } catch (error) {
    return troubleOf(error);
  }
}

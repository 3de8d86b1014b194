import type { Held } from '../../screens/parts/held-post.tsx';
import type { Unsent } from '../../screens/parts/unsent-post.tsx';
import type { Text } from '../../screens/text/en.ts';
import type { Account } from '../actions/device.ts';
import { isHeld } from '../store/read/outbox.ts';
import type { OutboxRow } from '../store/read/reader.ts';
import { PhotoPreview } from './picture/photo-preview.tsx';
import { useObservable } from './use-observable.ts';

/** Posts of the outbox that the service holds back, as screens show them. */
export const heldIn = (posts: readonly OutboxRow[]): readonly Held[] =>
  posts.filter(isHeld).map(({ id, title, text, trouble, grounds = { reason: '' } }) => ({
    ...{ id, title, text },
    refused: trouble === 'not-let-through' ? grounds : undefined,
  }));

/** Posts that the service does not have, as screens show them: waiting, sending or failed. */
export function useUnsent(
  t: Text,
  account: Account,
  posts: readonly OutboxRow[],
): readonly Unsent[] {
  const { sending, connectivity } = account;
  const { order, wait, photo: onItsWay } = useObservable(sending);
  // On a lost link nothing is under way, though its answer may come yet where the link is resumed.
  const current = useObservable(connectivity).state === 'online' ? order : null;
  const unsent = posts.filter((post) => !isHeld(post));
  return unsent.map(({ order = 0, title, text, photo, trouble }) => ({
    order,
    title,
    text,
    failed: trouble !== null,
    photo: photo && <PhotoPreview {...{ t, account, photo }} />,
    part: order === current && onItsWay ? onItsWay.part : null,
    onCancel: () => onItsWay?.cancel(),
    state: trouble
      ? t.notSent(t.troubles[trouble])
      : order === current
        ? t.sending
        : wait
          ? t.waitingFor(wait)
          : t.waiting,
  }));
}

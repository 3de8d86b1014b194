import type { Unsent } from '../../screens/parts/unsent-post.tsx';
import type { Text } from '../../screens/text/en.ts';
import type { Account } from '../actions/device.ts';
import { readPosts } from '../store/read/outbox.ts';
import { useObservable } from './use-observable.ts';
import { useStored } from './use-stored.ts';

/** Posts of one place that are not confirmed, as screens show them: waiting, sending or failed. */
export function useUnsent(
  t: Text,
  { store, sending, connectivity }: Account,
  channel: string,
  parent: string | null,
): readonly Unsent[] {
  const posts = useStored(store, ['outbox'], (reader) => readPosts(reader, channel, parent));
  const { order, wait } = useObservable(sending);
  // On a lost link nothing is under way, though its answer may come yet where the link is resumed.
  const current = useObservable(connectivity).state === 'online' ? order : null;
  return (posts ?? []).map(({ order = 0, title, text, trouble }) => ({
    order,
    title,
    text,
    failed: trouble !== null,
    state: trouble
      ? t.notSent(t.troubles[trouble])
      : order === current
        ? t.sending
        : wait
          ? t.waitingFor(wait)
          : t.waiting,
  }));
}

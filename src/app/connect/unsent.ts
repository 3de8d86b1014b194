import type { Unsent } from '../../screens/parts/unsent-post.tsx';
import type { Text } from '../../screens/text/en.ts';
import type { OutboxRow } from '../store/read/reader.ts';

/** Posts of the outbox as screens show them. */
export function unsentOf(t: Text, posts: readonly OutboxRow[] | undefined): readonly Unsent[] {
  return (posts ?? []).map(({ order, title, text, trouble }) => ({
    order: order as number,
    title,
    text,
    reason: trouble && t.troubles[trouble],
  }));
}

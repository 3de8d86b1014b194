import type { HeldVerbs } from '../../screens/parts/held-post.tsx';
import type { UnsentVerbs } from '../../screens/parts/unsent-post.tsx';
import type { Account, Trouble } from '../actions/device.ts';
import { resendPost } from '../actions/resend-post.ts';
import { discardPost, editPost } from '../actions/withdraw.ts';
import type { OutboxRow } from '../store/read/reader.ts';

/**
 * What somebody can do about their posts of a screen that nobody else sees. `again` is called when one is to be
 * written anew, and gives what to do once it is a draft; with nothing where it was sent meanwhile.
 */
export function ownPostVerbs(
  account: Account,
  posts: readonly OutboxRow[],
  tell: (trouble: Trouble | null) => void,
  again: () => (post: OutboxRow | undefined) => unknown,
): UnsentVerbs & HeldVerbs {
  const orderOf = (id: string) => posts.find((post) => post.id === id)?.order ?? 0;
  const discard = (order: number) => discardPost(account, order).then(tell);
  function edit(order: number) {
    const begin = again();
    editPost(account, order).then((edited) =>
      'trouble' in edited ? tell(edited.trouble) : begin(edited.post),
    );
  }
  return {
    onRetry: (order) => resendPost(account, order).then(tell),
    onEdit: edit,
    onDiscard: discard,
    onEditHeld: (id) => edit(orderOf(id)),
    onDiscardHeld: (id) => discard(orderOf(id)),
  };
}

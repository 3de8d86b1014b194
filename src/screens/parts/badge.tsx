import type { Text } from '../text/en.ts';
import { unreadNumber } from '../unread-number.ts';

interface Props {
  readonly t: Text;
  readonly unread: number;
}

/** How many items are new; nothing where none is. */
export function Badge({ t, unread }: Props) {
  return unread > 0 ? <span class="badge">{t.newItems(unreadNumber(unread))}</span> : null;
}

import type { Text } from '../text/en.ts';

/** A post that the server has not confirmed. */
export interface Unsent {
  readonly order: number;
  readonly title: string;
  readonly text: string;
  /** Why it was not taken, as a sentence; `null` while it waits. */
  readonly reason: string | null;
}

interface Props {
  readonly t: Text;
  readonly post: Unsent;
  readonly onRetry: (order: number) => void;
  readonly onDiscard: (order: number) => void;
}

/** Shows it in its place, with its text and what can be done. */
export function UnsentPost({ t, post, onRetry, onDiscard }: Props) {
  const { order, title, text, reason } = post;
  return (
    <li class={reason === null ? 'item waiting' : 'item failed'}>
      <p class="state">{reason === null ? t.waiting : t.notSent(reason)}</p>
      {title !== '' && <h3 class="item-title">{title}</h3>}
      <p class="text">{text}</p>
      {reason !== null && (
        <p class="actions">
          <button type="button" onClick={() => onRetry(order)}>
            {t.tryAgain}
          </button>
          <button type="button" onClick={() => onDiscard(order)}>
            {t.discard}
          </button>
        </p>
      )}
    </li>
  );
}

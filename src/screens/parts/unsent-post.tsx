import type { ComponentChildren } from 'preact';
import type { Text } from '../text/en.ts';
import { Progress } from './progress.tsx';

/** A post that the server has not confirmed. */
export interface Unsent {
  readonly order: number;
  readonly title: string;
  readonly text: string;
  /** How it stands, as a sentence. */
  readonly state: string;
  /** Whether it was not taken: its author decides what becomes of it. */
  readonly failed: boolean;
  /** Its photo, as the app alone can show it. */
  readonly photo: ComponentChildren;
  /** How much of that is sent, 0 to 1; `null` while it is not on its way. */
  readonly part: number | null;
  readonly onCancel: () => void;
}

/** What its author can do about one that was not taken. */
export interface UnsentVerbs {
  readonly onRetry: (order: number) => void;
  readonly onEdit: (order: number) => void;
  readonly onDiscard: (order: number) => void;
}

interface Props extends UnsentVerbs {
  readonly t: Text;
  readonly post: Unsent;
}

/** Shows it in its place, with its text and what can be done. */
export function UnsentPost({ t, post, onRetry, onEdit, onDiscard }: Props) {
  const { order, title, text, state, failed, part } = post;
  return (
    <li class={failed ? 'item failed' : 'item waiting'}>
      <p class="state">{state}</p>
      {title !== '' && <h3 class="item-title">{title}</h3>}
      <p class="text">{text}</p>
      {post.photo}
      {part !== null && (
        <div class="form">
          <Progress t={t} part={part} />
          <button type="button" onClick={post.onCancel}>
            {t.cancel}
          </button>
        </div>
      )}
      {failed && (
        <p class="actions">
          <button type="button" onClick={() => onRetry(order)}>
            {t.tryAgain}
          </button>
          <button type="button" onClick={() => onEdit(order)}>
            {t.edit}
          </button>
          <button type="button" onClick={() => onDiscard(order)}>
            {t.discard}
          </button>
        </p>
      )}
    </li>
  );
}

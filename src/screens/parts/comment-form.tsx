import type { Text } from '../text/en.ts';
import { TextField } from './text-field.tsx';

export interface CommentFormProps {
  readonly t: Text;
  readonly text: string;
  /** Whether sending also makes one follow the channel. */
  readonly follows: boolean;
  readonly problem: string | null;
  readonly onInput: (text: string) => void;
  readonly onSend: () => void;
}

/** Where a comment is written. */
export function CommentForm({ t, text, follows, problem, onInput, onSend }: CommentFormProps) {
  return (
    <form
      method="post"
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        onSend();
      }}
    >
      <TextField
        id="comment"
        label={t.comment}
        rows={3}
        value={text}
        hint={follows ? t.followsOnSend : undefined}
        problem={problem}
        onInput={onInput}
      />
      <button type="submit">{t.send}</button>
    </form>
  );
}

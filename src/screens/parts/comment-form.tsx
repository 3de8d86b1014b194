import type { Text } from '../text/en.ts';
import { TextField } from './text-field.tsx';
import { Verb } from './verb.tsx';

export interface CommentFormProps {
  readonly t: Text;
  /** Address of the topic. */
  readonly action: string;
  readonly text: string;
  /** Whether sending also makes one follow the channel. */
  readonly follows: boolean;
  readonly problem: string | null;
  readonly onInput: (text: string) => void;
  readonly onSend: () => void;
}

/** Where a comment is written. */
export function CommentForm(props: CommentFormProps) {
  const { t, action, text, follows, problem, onInput, onSend } = props;
  return (
    <Verb verb="comment" action={action} onSubmit={onSend}>
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
    </Verb>
  );
}

import type { ComponentChildren } from 'preact';
import type { Text } from '../text/en.ts';
import { PhotoField, type PhotoFieldProps } from './photo-field.tsx';
import { StepLink } from './step-link.tsx';
import { hintOf, TextField } from './text-field.tsx';
import { Verb } from './verb.tsx';

export interface CommentFormProps {
  readonly t: Text;
  /** Where there is no script: the name of the form, and the button that answers nobody any more. */
  readonly id?: string;
  readonly noAnswer?: ComponentChildren;
  /** Address of the topic. */
  readonly action: string;
  readonly text: string;
  /** Whether sending also makes one follow the channel. */
  readonly follows: boolean;
  /** Whether it waits for a moderator before others see it. */
  readonly waits: boolean;
  readonly problem: string | null;
  readonly photo: Omit<PhotoFieldProps, 't'>;
  readonly onInput: (text: string) => void;
  readonly onSend: () => void;
}

interface Props extends CommentFormProps {
  /** The comment that this one answers. */
  readonly answers: { readonly id: string; readonly name: string } | undefined;
  readonly onNoAnswer: () => void;
}

/** Where a comment is written. */
export function CommentForm(props: Props) {
  const { t, action, text, follows, waits, problem, answers, onInput, onSend } = props;
  return (
    <Verb
      id={props.id}
      verb="comment"
      action={action}
      withFile
      {...(answers && { fields: { target: answers.id } })}
      onSubmit={onSend}
    >
      {answers && (
        <p class="quote" id="answer" tabIndex={-1}>
          {t.answerTo(answers.name)}{' '}
          {props.noAnswer ?? (
            <StepLink look="quiet" href={action} label={t.noAnswer} onStep={props.onNoAnswer} />
          )}
        </p>
      )}
      <TextField
        id="comment"
        label={t.comment}
        rows={3}
        value={text}
        hint={hintOf(follows && t.followsOnSend, waits && t.firstWaits)}
        problem={problem}
        onInput={onInput}
      />
      {(props.photo.stage || !waits) && <PhotoField t={t} {...props.photo} />}
      <button type="submit">{t.send}</button>
    </Verb>
  );
}

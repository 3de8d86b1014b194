import type { ComponentChildren } from 'preact';
import type { Text } from '../text/en.ts';
import { AskFirst } from './ask-first.tsx';
import { PictureField } from './picture-field.tsx';

export interface PictureFormProps {
  /** What went wrong, as a sentence. */
  readonly problem: string | null;
  /** What takes the form's place while a picture is being cut and sent; the app's alone. */
  readonly stage: ComponentChildren;
  /** Takes what was chosen; `null` where it goes with the words beside it, in one form. */
  readonly onPick: ((file: File) => void) | null;
  /** What is asked before it is done; the verb's name. */
  readonly asked: string | null;
  readonly onAsk: (verb: string | null) => void;
  readonly onRemove: () => void;
}

interface Props extends PictureFormProps {
  readonly t: Text;
  /** Address of the screen that it stands on. */
  readonly action: string;
  readonly avatar: number;
}

/** Where the picture is chosen that others see of a person, or of a channel, and taken away. */
export function PictureForm(props: Props) {
  const { t, action, avatar, problem, stage, onPick } = props;
  if (stage) return <>{stage}</>;
  return (
    <>
      {onPick && <div class="form">{avatarField(t, problem, onPick)}</div>}
      {avatar > 0 && (
        <AskFirst
          t={t}
          verbs={[
            {
              ...{ name: 'remove-picture', label: t.removePicture, isFinal: true },
              question: t.removePictureAsk,
            },
          ]}
          asked={props.asked}
          action={action}
          onAsk={props.onAsk}
          onAct={props.onRemove}
        />
      )}
    </>
  );
}

/** The field alone: without script it stands among the words that it goes with, and neither is lost by sending the other. */
export function avatarField(
  t: Text,
  problem: string | null = null,
  onPick: PictureFormProps['onPick'] = null,
) {
  return (
    <PictureField
      id="picture"
      label={t.picture}
      hint={t.pictureHint}
      problem={problem}
      onPick={onPick}
    />
  );
}

import type { ComponentChildren } from 'preact';
import type { Text } from '../text/en.ts';
import { PictureField } from './picture-field.tsx';
import { Verb, VerbButton } from './verb.tsx';

export interface PictureFormProps {
  /** What went wrong, as a sentence. */
  readonly problem: string | null;
  /** What takes the form's place while a picture is being cut and sent; the app's alone. */
  readonly stage: ComponentChildren;
  /** Takes what was chosen; `null` where the form is sent as it is. */
  readonly onPick: ((file: File) => void) | null;
  readonly onRemove: () => void;
}

interface Props extends PictureFormProps {
  readonly t: Text;
  /** Address of the screen that it stands on. */
  readonly action: string;
  readonly avatar: number;
}

/** Where the picture is chosen that others see of a person, or of a channel. */
export function PictureForm({ t, action, avatar, problem, stage, onPick, onRemove }: Props) {
  if (stage) return <>{stage}</>;
  return (
    <>
      <Verb verb="save-picture" action={action} withFile onSubmit={() => undefined}>
        <PictureField
          id="picture"
          label={t.picture}
          hint={t.pictureHint}
          problem={problem}
          onPick={onPick}
        />
        {!onPick && <button type="submit">{t.savePicture}</button>}
      </Verb>
      {avatar > 0 && (
        <VerbButton
          verb="remove-picture"
          action={action}
          label={t.removePicture}
          onSubmit={onRemove}
        />
      )}
    </>
  );
}

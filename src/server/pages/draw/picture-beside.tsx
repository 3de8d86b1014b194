import { PictureField } from '../../../screens/parts/picture-field.tsx';
import type { Text } from '../../../screens/text/en.ts';

/** Without script a picture goes with the words beside it, in one form: neither is lost by sending the other. */
export function pictureBeside(t: Text, problem: string | null = null) {
  return (
    <PictureField
      id="picture"
      label={t.picture}
      hint={t.pictureHint}
      problem={problem}
      onPick={null}
    />
  );
}

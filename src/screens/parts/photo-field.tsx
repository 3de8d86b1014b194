import type { ComponentChildren } from 'preact';
import type { Text } from '../text/en.ts';
import { PictureField } from './picture-field.tsx';
import { TextField } from './text-field.tsx';

export interface PhotoFieldProps {
  readonly t: Text;
  /** Who sees it, where that is not who sees the words. */
  readonly hint?: string;
  /** What went wrong with it, as a sentence. */
  readonly problem: string | null;
  /** What was said of it; without script alone. */
  readonly alt?: string;
  /** The photo that was chosen, with what can be done with it; the app's alone. */
  readonly stage: ComponentChildren;
  /** Takes what was chosen; `null` where the form is sent with it. */
  readonly onPick: ((file: File) => void) | null;
}

/** Where a photo is put to what is being written; folded away until somebody wants it. */
export function PhotoField({ t, hint, problem, alt, stage, onPick }: PhotoFieldProps) {
  if (stage) return <div class="field">{stage}</div>;
  return (
    <details class="fold field" open={problem !== null}>
      <summary>
        <span class="fold-more">{t.photo}</span>
      </summary>
      {hint && <p class="hint">{hint}</p>}
      <PictureField id="photo" label={t.photo} problem={problem} onPick={onPick} />
      {!onPick && (
        // Enter in a field of one line presses the first button of its form, which answers somebody else's comment.
        <TextField
          id="alt"
          rows={2}
          label={t.photoAlt}
          hint={t.photoAltHint}
          value={alt ?? ''}
          onInput={() => undefined}
        />
      )}
    </details>
  );
}

import type { ComponentChildren } from 'preact';
import { goesOnHere } from './goes-on-here.ts';

/** What every field has. */
export interface FieldProps {
  readonly id: string;
  readonly label: string;
  /** What to know before typing. */
  readonly hint?: string | undefined;
  /** What is wrong with what was typed, as a sentence. */
  readonly problem?: string | null | undefined;
}

/** A field of text. */
export interface TextualProps extends FieldProps {
  readonly value: string;
  readonly onInput: (value: string) => void;
}

/** A field between its label and the sentences that go with it. */
export function Labelled(props: FieldProps & { readonly children: ComponentChildren }) {
  const { id, label, hint, problem, children } = props;
  return (
    <div class="field">
      {/* On a line of its own without CSS, too. */}
      <div>
        <label for={id}>{label}</label>
      </div>
      {children}
      {/* First: on the smallest screens no more is seen below a field that has the focus. */}
      <Problem id={id} problem={problem} />
      {hint !== undefined && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}

/** The sentence that says what is wrong, with a field or with all of the screen. */
export function Problem({ id, problem }: Partial<Pick<FieldProps, 'id' | 'problem'>>) {
  return problem ? (
    <p class="problem" id={id && `${id}-problem`} role="alert">
      {problem}
    </p>
  ) : null;
}

/** Ties hint and problem to the field for those who hear the screen; without script, one goes on at the first that is wrong. */
export function description({ id, hint, problem }: Pick<FieldProps, 'id' | 'hint' | 'problem'>) {
  const ids = [problem && `${id}-problem`, hint !== undefined && `${id}-hint`].filter(Boolean);
  return {
    'aria-describedby': ids.join(' ') || undefined,
    'aria-invalid': Boolean(problem),
    ...goesOnHere(Boolean(problem)),
  };
}

import type { ComponentChildren } from 'preact';
import { hrefOf } from '../route.ts';
import type { Text } from '../text/en.ts';

export interface FindFormProps {
  readonly t: Text;
  /** What the field is called, where that is not "Find a channel". */
  readonly label?: string;
  /** Where it leads without script, where that is not the search. */
  readonly action?: string;
  /** Whether a number is looked for: phones show other keys then. */
  readonly isNumber?: boolean;
  readonly typed: string;
  readonly onType: (typed: string) => void;
  readonly onFind: () => void;
  /** What is sent along without script. */
  readonly children?: ComponentChildren;
}

/** Where one types what to look for. Without script its button leads to what was found. */
export function FindForm(props: FindFormProps) {
  const { t, label = t.findLabel, typed, onType, onFind } = props;
  return (
    <form
      class={label === t.findLabel ? 'find bare' : 'find'}
      action={props.action ?? hrefOf({ screen: 'search', words: '' })}
      onSubmit={(event) => {
        event.preventDefault();
        onFind();
      }}
    >
      {props.children}
      <label for="q">{label}</label>
      <input
        id="q"
        name="q"
        type="text"
        inputMode={props.isNumber ? 'numeric' : undefined}
        value={typed}
        autoComplete="off"
        onInput={(event) => onType(event.currentTarget.value)}
      />
      <button type="submit">{t.search}</button>
    </form>
  );
}

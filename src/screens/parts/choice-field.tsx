import { Problem } from './labelled.tsx';

interface Props<Value extends string> {
  readonly id: string;
  readonly label: string;
  readonly value: Value;
  readonly choices: Readonly<Record<Value, string>>;
  readonly problem?: string | null;
  readonly onChange: (value: Value) => void;
}

/** One of a few: all of them can be read, and each is one key press. */
export function ChoiceField<Value extends string>(props: Props<Value>) {
  const { id, label, value, choices, onChange } = props;
  return (
    <fieldset class="field">
      <legend>{label}</legend>
      {(Object.keys(choices) as Value[]).map((choice) => (
        <label class="tick" key={choice}>
          <input
            type="radio"
            id={`${id}-${choice}`}
            name={id}
            value={choice}
            checked={choice === value}
            onChange={() => onChange(choice)}
          />
          <span>{choices[choice]}</span>
        </label>
      ))}
      <Problem id={id} problem={props.problem} />
    </fieldset>
  );
}

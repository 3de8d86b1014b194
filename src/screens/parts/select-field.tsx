import { description, type FieldProps, Labelled } from './labelled.tsx';

interface Props extends FieldProps {
  readonly value: string;
  /** By value, what each is called. */
  readonly choices: readonly (readonly [value: string, name: string])[];
  readonly onChange: (value: string) => void;
}

/** One of many, which the browser lists. */
export function SelectField(props: Props) {
  const { id, value, choices, onChange } = props;
  return (
    <Labelled {...props}>
      <select
        id={id}
        name={id}
        onChange={(event) => onChange(event.currentTarget.value)}
        {...description(props)}
      >
        {choices.map(([choice, name]) => (
          <option key={choice} value={choice} selected={choice === value}>
            {name}
          </option>
        ))}
      </select>
    </Labelled>
  );
}

import { description, type FieldProps, Problem } from './labelled.tsx';

interface Props extends FieldProps {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

/** A box to tick. */
export function TickField(props: Props) {
  const { id, label, hint, checked, problem, onChange } = props;
  return (
    <div class="field">
      <label class="tick">
        <input
          id={id}
          name={id}
          type="checkbox"
          checked={checked}
          onChange={(event) => onChange(event.currentTarget.checked)}
          {...description(props)}
        />
        <span>{label}</span>
      </label>
      {hint !== undefined && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <Problem id={id} problem={problem} />
    </div>
  );
}

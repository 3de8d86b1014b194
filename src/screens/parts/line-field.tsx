import { description, Labelled, type TextualProps } from './labelled.tsx';

/** A field of one line of writing. */
export function LineField(props: TextualProps) {
  const { id, value, onInput } = props;
  return (
    <Labelled {...props}>
      <input
        id={id}
        name={id}
        type="text"
        value={value}
        autoComplete="off"
        onInput={(event) => onInput(event.currentTarget.value)}
        {...description(props)}
      />
    </Labelled>
  );
}

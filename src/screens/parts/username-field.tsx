import { description, Labelled, type TextualProps } from './labelled.tsx';

/** A field for a username: nothing that a keyboard would "improve". */
export function UsernameField(props: TextualProps) {
  const { id, value, onInput } = props;
  return (
    <Labelled {...props}>
      <input
        id={id}
        name={id}
        type="text"
        value={value}
        autoComplete="username"
        autoCapitalize="none"
        spellcheck={false}
        onInput={(event) => onInput(event.currentTarget.value)}
        {...description(props)}
      />
    </Labelled>
  );
}

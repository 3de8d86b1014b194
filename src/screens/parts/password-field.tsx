import { description, Labelled, type TextualProps } from './labelled.tsx';

interface Props extends TextualProps {
  /** What a password manager may offer. */
  readonly use: 'current-password' | 'new-password';
}

/** A field for a password. */
export function PasswordField(props: Props) {
  const { id, value, use, onInput } = props;
  return (
    <Labelled {...props}>
      <input
        id={id}
        name={id}
        type="password"
        value={value}
        autoComplete={use}
        onInput={(event) => onInput(event.currentTarget.value)}
        {...description(props)}
      />
    </Labelled>
  );
}

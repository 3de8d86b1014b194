import { description, Labelled, type TextualProps } from './labelled.tsx';

/** A field of several lines of writing. */
export function TextField(props: TextualProps & { readonly rows: number }) {
  const { id, value, rows, onInput } = props;
  return (
    <Labelled {...props}>
      <textarea
        id={id}
        name={id}
        rows={rows}
        // Browsers write what is in fields into their session files, to fill them in again.
        autocomplete="off"
        value={value}
        onInput={(event) => onInput(event.currentTarget.value)}
        {...description(props)}
      />
    </Labelled>
  );
}

/** Several hints for one field; nothing where there is none. */
export const hintOf = (...hints: readonly (string | false)[]): string | undefined =>
  hints.filter(Boolean).join(' ') || undefined;

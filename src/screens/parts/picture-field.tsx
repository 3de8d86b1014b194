import { description, type FieldProps, Labelled } from './labelled.tsx';

interface Props extends FieldProps {
  /** Takes what was chosen; `null` where the form is sent with it. */
  readonly onPick: ((file: File) => void) | null;
}

/** Where a picture is chosen or taken: phones offer their camera for it. */
export function PictureField(props: Props) {
  const { id, onPick } = props;
  return (
    <Labelled {...props}>
      <input
        id={id}
        name={id}
        type="file"
        accept="image/*"
        onChange={({ currentTarget }) => {
          const file = currentTarget.files?.[0];
          if (!file || !onPick) return;
          onPick(file);
          // The same one chosen again is chosen again.
          currentTarget.value = '';
        }}
        {...description(props)}
      />
    </Labelled>
  );
}

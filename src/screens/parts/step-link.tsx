interface Props {
  /** The address that shows it, where there is no script. */
  readonly href: string;
  readonly label: string;
  /** As a button of its own line where nothing is said. */
  readonly look?: 'button' | 'quiet';
  /** Shows it in the app, on the screen that one is on. */
  readonly onStep: () => void;
}

/** A link to more of the same: another page without script, more of this screen in the app. */
export function StepLink({ href, label, look, onStep }: Props) {
  return (
    <a
      class={look ?? 'button wide'}
      href={href}
      onClick={(event) => {
        event.preventDefault();
        // The router would take it for a way to another screen.
        event.stopPropagation();
        onStep();
      }}
    >
      {label}
    </a>
  );
}

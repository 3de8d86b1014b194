import { goesOnHere } from './goes-on-here.ts';

interface Props {
  /** The address that shows it, where there is no script. */
  readonly href: string;
  readonly label: string;
  /** The same with what it is about, for those who hear links alone. */
  readonly spoken?: string | undefined;
  /** As a button of its own line where nothing is said. */
  readonly look?: 'button' | 'quiet';
  /** Whether one goes on here when the page is there, without script. */
  readonly goesOn?: boolean;
  /** Shows it in the app, on the screen that one is on; absent where it leads to another. */
  readonly onStep?: (() => void) | undefined;
}

/** A link to more of the same: another page without script, more of this screen in the app. */
export function StepLink({ href, label, spoken, look, goesOn, onStep }: Props) {
  return (
    <a
      class={look ?? 'button wide'}
      href={href}
      aria-label={spoken}
      {...goesOnHere(goesOn)}
      onClick={
        onStep &&
        ((event) => {
          event.preventDefault();
          // Else it is followed as a way to another screen.
          event.stopPropagation();
          onStep();
        })
      }
    >
      {label}
    </a>
  );
}

import { goesOnHere } from './goes-on-here.ts';
import { Problem } from './labelled.tsx';

/** What leads to more of a list: what is new, what is missing in between, what is older. */
export type WayToMore = 'new' | 'gap' | 'older';

interface Props {
  /** The address that shows it, where there is no script. */
  readonly href: string;
  readonly label: string;
  /** The same with what it is about, for those who hear links alone. */
  readonly spoken?: string | undefined;
  /** As a button of its own line where nothing is said. */
  readonly look?: 'button' | 'quiet';
  /** Why it could not be shown, as a sentence. */
  readonly problem?: string | null;
  /** Whether one goes on here when the page is there, without script. */
  readonly goesOn?: boolean;
  /** Shows it in the app, on the screen that one is on; absent where it leads to another. */
  readonly onStep?: (() => void) | undefined;
}

/** A link to more of the same: another page without script, more of this screen in the app. */
export function StepLink({ href, label, spoken, look, problem, goesOn, onStep }: Props) {
  return (
    <>
      <Problem problem={problem} />
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
    </>
  );
}

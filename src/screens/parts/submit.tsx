import { goesOnHere } from './goes-on-here.ts';

interface Props {
  readonly label: string;
  /** While it is under way the button does nothing. */
  readonly busy: boolean;
  /** What is being done, or was; none where there is nothing to say. */
  readonly status: string | false;
  /** Whether one goes on here when the page is there, without script. */
  readonly goesOn?: boolean;
}

/** The button that sends a form, and below it how that goes. */
export function Submit({ label, busy, status, goesOn }: Props) {
  return (
    <>
      <button type="submit" aria-disabled={busy} {...goesOnHere(goesOn)}>
        {label}
      </button>
      {status && (
        <p class="hint" role="status">
          {status}
        </p>
      )}
    </>
  );
}

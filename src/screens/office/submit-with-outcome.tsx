import { goesOnHere } from '../parts/goes-on-here.ts';
import type { Text } from '../text/en.ts';
import { HowItWent, type Outcome } from './how-it-went.tsx';

interface Props {
  readonly t: Text;
  readonly label: string;
  /** While it is under way the button does nothing. */
  readonly busy: boolean;
  readonly outcome: Outcome;
}

/** How a form went, and below it its button, where the answer is seen without script, too. */
export function SubmitWithOutcome({ t, label, busy, outcome }: Props) {
  return (
    <>
      <HowItWent t={t} busy={busy} outcome={outcome} />
      <button type="submit" aria-disabled={busy} {...goesOnHere(outcome !== null)}>
        {label}
      </button>
    </>
  );
}

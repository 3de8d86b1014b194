import { LineField } from '../parts/line-field.tsx';
import type { Text } from '../text/en.ts';
import type { OfficeText } from '../text/office/office-en.ts';
import type { Outcome } from './how-it-went.tsx';
import { SubmitWithOutcome } from './submit-with-outcome.tsx';

interface Props {
  readonly t: Text;
  readonly o: OfficeText;
  readonly reason: string;
  readonly hint: string;
  readonly label: string;
  readonly busy: boolean;
  readonly outcome: Outcome;
  readonly onReason: (reason: string) => void;
}

/** Why it is done, and the button. That there is no reason stands at its field, all else at the button. */
export function ReasonAndSubmit({ t, o, reason, hint, outcome, onReason, ...button }: Props) {
  const problem = outcome?.sentence === o.noReason ? o.noReason : null;
  return (
    <>
      <LineField
        id="reason"
        label={t.reason}
        value={reason}
        hint={hint}
        problem={problem}
        onInput={onReason}
      />
      <SubmitWithOutcome t={t} outcome={problem ? null : outcome} {...button} />
    </>
  );
}

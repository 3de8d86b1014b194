import { VerbButton } from './parts/verb.tsx';
import { Prose } from './prose.tsx';
import { hrefOf } from './route.ts';
import type { Text } from './text/en.ts';

export interface RulesProps {
  readonly t: Text;
  readonly notice: string | null;
  /** Whether this person has yet to accept them as they are now. */
  readonly toAccept: boolean;
  readonly onAccept: () => void;
}

/** The rules of the site, for everybody; who has yet to accept them does it below. */
export function Rules({ t, notice, toAccept, onAccept }: RulesProps) {
  return (
    <Prose t={t} notice={notice} title={t.rules} sentences={t.rulesText}>
      {toAccept && (
        <div class="actions">
          <VerbButton
            verb="accept-rules"
            action={hrefOf({ screen: 'rules' })}
            label={t.acceptRules}
            onSubmit={onAccept}
          />
        </div>
      )}
    </Prose>
  );
}

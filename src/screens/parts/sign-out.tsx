import { hrefOf } from '../route.ts';
import type { Text } from '../text/en.ts';
import { VerbButton } from './verb.tsx';

export interface SignOutProps {
  readonly t: Text;
  /** How many posts signing out would lose; `null` before it is asked for. */
  readonly unsent: number | null;
  readonly onSignOut: () => void;
  readonly onStay: () => void;
}

/** Signs out; who would lose something is asked first. */
export function SignOut({ t, unsent, onSignOut, onStay }: SignOutProps) {
  if (unsent === null) {
    const here = hrefOf({ screen: 'menu' });
    return <VerbButton verb="sign-out" action={here} label={t.signOut} wide onSubmit={onSignOut} />;
  }
  return (
    <div role="alert">
      <p class="problem">{t.unsent(unsent)}</p>
      <p class="actions">
        <button type="button" onClick={onStay}>
          {t.stay}
        </button>
        <button type="button" onClick={onSignOut}>
          {t.signOutAnyway}
        </button>
      </p>
    </div>
  );
}

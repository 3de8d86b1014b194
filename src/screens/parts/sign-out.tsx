import { hrefOf } from '../route.ts';
import type { Text } from '../text/en.ts';
import { VerbButton } from './verb.tsx';

export interface SignOutProps {
  readonly t: Text;
  /** How many posts and drafts signing out would lose; `null` before it is asked for. */
  readonly unsent: number | null;
  /** Where the first of them is. */
  readonly first?: Found | undefined;
  readonly onSignOut: () => void;
  readonly onStay: () => void;
}

/** Something that was written, by how it begins. */
export interface Found {
  readonly words: string;
  readonly href: string;
}

interface Way {
  readonly verb: string;
  readonly action: string;
  readonly label: string;
}

/** Signs out, here where no other `way` is given; who would lose something is asked first. */
export function SignOut(props: SignOutProps & { way?: Way }) {
  const { t, unsent, first, onSignOut, onStay, way } = props;
  if (unsent === null) {
    const here = { verb: 'sign-out', action: hrefOf({ screen: 'menu' }), label: t.signOut };
    return <VerbButton {...(way ?? here)} wide onSubmit={onSignOut} />;
  }
  return (
    <div class="actions" id="asked" role="alert">
      <p class="problem">{t.unsent(unsent)}</p>
      {first && (
        <p>
          <a class="quiet short" href={first.href}>
            {first.words}
          </a>
        </p>
      )}
      <button type="button" onClick={onStay}>
        {t.stay}
      </button>
      <button type="button" onClick={onSignOut}>
        {t.signOutAnyway}
      </button>
    </div>
  );
}

import type { Text } from '../text/en.ts';
import { ButtonLink } from './screen-link.tsx';

/** For readers without an account: why to get one, and where. */
export function JoinLinks({ t, why }: { readonly t: Text; readonly why: string }) {
  return (
    <div class="join">
      <p>{why}</p>
      <p class="actions">
        <ButtonLink to={{ screen: 'signup' }} label={t.join} />
        <ButtonLink to={{ screen: 'login' }} label={t.signIn} />
      </p>
    </div>
  );
}

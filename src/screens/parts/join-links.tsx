import { hrefOf } from '../route.ts';
import type { Text } from '../text/en.ts';

/** For readers without an account: why to get one, and where. */
export function JoinLinks({ t, why }: { readonly t: Text; readonly why: string }) {
  return (
    <div class="join">
      <p>{why}</p>
      <p class="actions">
        <a class="button" href={hrefOf({ screen: 'signup' })}>
          {t.join}
        </a>
        <a class="button" href={hrefOf({ screen: 'login' })}>
          {t.signIn}
        </a>
      </p>
    </div>
  );
}

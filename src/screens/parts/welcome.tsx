import { hrefOf } from '../route.ts';
import type { Text } from '../text/en.ts';
import { CODES, LANGUAGES } from '../text/languages.ts';
import { StepLink } from './step-link.tsx';

interface Props {
  readonly t: Text;
  /** Goes to the languages, below the list. */
  readonly onLanguages: () => void;
}

/** What this is, for who comes without an account: in few lines, the list is what they came for. */
export function Welcome({ t, onLanguages }: Props) {
  const others = CODES.filter((code) => code !== t.language).map((code) => LANGUAGES[code]);
  return (
    <div class="join">
      <p>{t.welcome}</p>
      <a class="quiet" href={hrefOf({ screen: 'signup' })}>
        {t.join}
      </a>{' '}
      <a class="quiet" href={hrefOf({ screen: 'login' })}>
        {t.signIn}
      </a>{' '}
      <StepLink look="quiet" href="#languages" label={`${others[0]} …`} onStep={onLanguages} />
    </div>
  );
}

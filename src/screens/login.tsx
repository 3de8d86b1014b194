import { Frame } from './parts/frame.tsx';
import { PasswordField } from './parts/password-field.tsx';
import { Submit } from './parts/submit.tsx';
import { TickField } from './parts/tick-field.tsx';
import { UsernameField } from './parts/username-field.tsx';
import { Verb } from './parts/verb.tsx';
import { hrefOf } from './route.ts';
import type { Text } from './text/en.ts';

export interface LoginProps {
  readonly t: Text;
  readonly notice: string | null;
  readonly username: string;
  readonly password: string;
  /** Whether to go on without asking when the browser was closed; absent where there is no choice. */
  readonly stay?: boolean;
  readonly busy: boolean;
  readonly problem: string | null;
  /** Whether somebody was signed in before, and the site asks for the password again. */
  readonly again: boolean;
  /** Where one joins and goes on to where one was; without script alone. */
  readonly joinHref?: string | undefined;
  readonly onUsername: (username: string) => void;
  readonly onPassword: (password: string) => void;
  readonly onStay?: (stay: boolean) => void;
  readonly onSignIn: () => void;
}

/** Signing in. */
export function Login(props: LoginProps) {
  const { t, username, password, busy } = props;
  return (
    <Frame t={t} title={t.signIn} up={hrefOf({ screen: 'channels' })} notice={props.notice}>
      {props.again && <p class="lead">{t.signInAgain}</p>}
      <Verb verb="sign-in" action={hrefOf({ screen: 'login' })} onSubmit={props.onSignIn}>
        <UsernameField
          id="username"
          label={t.username}
          value={username}
          onInput={props.onUsername}
        />
        <PasswordField
          id="password"
          label={t.password}
          value={password}
          use="current-password"
          problem={props.problem}
          onInput={props.onPassword}
        />
        {props.onStay && (
          <TickField
            id="stay"
            label={t.staySignedIn}
            hint={t.staySignedInHint}
            checked={props.stay ?? false}
            onChange={props.onStay}
          />
        )}
        <Submit label={t.signIn} busy={busy} status={busy && t.signingIn} />
      </Verb>
      {!props.again && (
        <p class="aside">
          {t.noAccount} <a href={props.joinHref ?? hrefOf({ screen: 'signup' })}>{t.join}</a>
        </p>
      )}
    </Frame>
  );
}

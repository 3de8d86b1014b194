import { Frame } from './parts/frame.tsx';
import { Problem } from './parts/labelled.tsx';
import { PasswordField } from './parts/password-field.tsx';
import { LinkLine } from './parts/screen-link.tsx';
import { Submit } from './parts/submit.tsx';
import { TickField } from './parts/tick-field.tsx';
import { UsernameField } from './parts/username-field.tsx';
import { Verb } from './parts/verb.tsx';
import { hrefOf } from './route.ts';
import type { Text } from './text/en.ts';

export interface SignupProps {
  readonly t: Text;
  readonly notice: string | null;
  readonly username: string;
  readonly password: string;
  /** Whether to go on without asking when the browser was closed; absent where there is no choice. */
  readonly stay?: boolean;
  readonly acceptsRules: boolean;
  readonly busy: boolean;
  /** Where one signs in and goes on to where one was; without script alone. */
  readonly signInHref?: string | undefined;
  /** What is wrong, each beside its field. */
  readonly problems: {
    readonly username?: string | undefined;
    readonly password?: string | undefined;
    readonly rules?: string | undefined;
    readonly other?: string | undefined;
  };
  readonly onUsername: (username: string) => void;
  readonly onPassword: (password: string) => void;
  readonly onAcceptRules: (accepted: boolean) => void;
  readonly onStay?: (stay: boolean) => void;
  readonly onJoin: () => void;
}

/** Joining: a username, a password, the rules. */
export function Signup(props: SignupProps) {
  const { t, problems, busy } = props;
  return (
    <Frame t={t} title={t.join} up={hrefOf({ screen: 'channels' })} notice={props.notice}>
      <p class="lead">{t.joinIntro}</p>
      <Verb verb="join" action={hrefOf({ screen: 'signup' })} onSubmit={props.onJoin}>
        <UsernameField
          id="username"
          label={t.username}
          value={props.username}
          hint={t.usernameHint}
          problem={problems.username}
          onInput={props.onUsername}
        />
        <PasswordField
          id="password"
          label={t.password}
          value={props.password}
          use="new-password"
          hint={t.passwordHint}
          problem={problems.password}
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
        <TickField
          id="rules"
          label={t.acceptRules}
          checked={props.acceptsRules}
          problem={problems.rules}
          onChange={props.onAcceptRules}
        />
        <LinkLine to={{ screen: 'rules' }} label={t.rules} />
        <Problem problem={problems.other} />
        <Submit label={t.join} busy={busy} status={busy && t.signingIn} />
      </Verb>
      <p class="aside">
        {t.haveAccount} <a href={props.signInHref ?? hrefOf({ screen: 'login' })}>{t.signIn}</a>
      </p>
    </Frame>
  );
}

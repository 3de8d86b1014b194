import { Frame } from './parts/frame.tsx';
import { PasswordField } from './parts/password-field.tsx';
import { Verb } from './parts/verb.tsx';
import { hrefOf } from './route.ts';
import type { Text } from './text/en.ts';

export interface DeleteAccountProps {
  readonly t: Text;
  readonly notice: string | null;
  /** What the person is called. */
  readonly name: string;
  readonly password: string;
  readonly busy: boolean;
  /** What went wrong, as a sentence. */
  readonly problem: string | null;
  readonly onPassword: (password: string) => void;
  readonly onDelete: () => void;
}

/** Where an account is given up: what goes with it, and the password. */
export function DeleteAccount(props: DeleteAccountProps) {
  const { t, busy } = props;
  return (
    <Frame
      t={t}
      title={t.deleteAccount}
      place={props.name}
      up={hrefOf({ screen: 'settings' })}
      notice={props.notice}
    >
      <ul class="prose">
        {t.deleteWarning.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <Verb
        verb="delete-account"
        action={hrefOf({ screen: 'delete-account' })}
        onSubmit={props.onDelete}
      >
        <PasswordField
          id="password"
          label={t.password}
          value={props.password}
          use="current-password"
          hint={t.deletePassword}
          problem={props.problem}
          onInput={props.onPassword}
        />
        <button type="submit" disabled={busy}>
          {t.deleteAccount}
        </button>
        {busy && (
          <p class="hint" role="status">
            {t.deleting}
          </p>
        )}
      </Verb>
    </Frame>
  );
}

import type { Fate } from '../../protocol/account.ts';
import { ChoiceField } from '../parts/choice-field.tsx';
import { Frame } from '../parts/frame.tsx';
import { PasswordField } from '../parts/password-field.tsx';
import { Submit } from '../parts/submit.tsx';
import { Verb } from '../parts/verb.tsx';
import { hrefOf } from '../route.ts';
import type { AccountText } from '../text/account/account-en.ts';
import type { Text } from '../text/en.ts';

export interface DeleteAccountProps {
  readonly t: Text;
  readonly a: AccountText;
  readonly notice: string | null;
  /** What the person is called. */
  readonly name: string;
  readonly password: string;
  /** What becomes of what they wrote in others' channels. */
  readonly fate: Fate;
  readonly busy: boolean;
  /** What went wrong, as a sentence. */
  readonly problem: string | null;
  readonly onPassword: (password: string) => void;
  readonly onFate: (fate: Fate) => void;
  readonly onDelete: () => void;
}

/** Where an account is given up: what goes with it, and the password. */
export function DeleteAccount(props: DeleteAccountProps) {
  const { t, a, busy } = props;
  return (
    <Frame
      t={t}
      title={a.deleteAccount}
      place={props.name}
      up={hrefOf({ screen: 'settings' })}
      notice={props.notice}
    >
      <ul class="prose">
        {a.deleteWarning.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <Verb
        verb="delete-account"
        action={hrefOf({ screen: 'delete-account' })}
        onSubmit={props.onDelete}
      >
        <ChoiceField
          id="fate"
          label={a.whatYouWrote}
          value={props.fate}
          choices={a.fates}
          onChange={props.onFate}
        />
        <PasswordField
          id="password"
          label={t.password}
          value={props.password}
          use="current-password"
          hint={a.deletePassword}
          problem={props.problem}
          onInput={props.onPassword}
        />
        <Submit label={a.deleteAccount} busy={busy} status={busy && a.deleting} />
      </Verb>
    </Frame>
  );
}

import { Frame } from '../parts/frame.tsx';
import { Problem } from '../parts/labelled.tsx';
import { PasswordField } from '../parts/password-field.tsx';
import { Row } from '../parts/row.tsx';
import { SignOut, type SignOutProps } from '../parts/sign-out.tsx';
import { Submit } from '../parts/submit.tsx';
import { Verb, VerbButton } from '../parts/verb.tsx';
import { hrefOf } from '../route.ts';
import type { AccountText } from '../text/account/account-en.ts';

export interface AccountProps extends SignOutProps {
  readonly a: AccountText;
  readonly notice: string | null;
  /** What the person is called. */
  readonly name: string;
  /** What was typed: the password of now and the one to be. */
  readonly current: string;
  readonly fresh: string;
  readonly busy: boolean;
  /** Whether the password has just been changed. */
  readonly changed: boolean;
  /** Why it was not, as a sentence. */
  readonly problem: string | null;
  /** What is wrong with the one to be. */
  readonly freshProblem: string | null;
  /** Why nobody was signed out, as a sentence. */
  readonly signOutProblem: string | null;
  /** Why there is no file with all data, as a sentence. */
  readonly downloadProblem: string | null;
  readonly onDownload: () => void;
  readonly onCurrent: (password: string) => void;
  readonly onFresh: (password: string) => void;
  readonly onChange: () => void;
}

/** What one does with one's account: another password, signing out everywhere, leaving. */
export function Account(props: AccountProps) {
  const { t, a } = props;
  const here = hrefOf({ screen: 'account' });
  return (
    <Frame
      t={t}
      title={t.account}
      place={props.name}
      up={hrefOf({ screen: 'settings' })}
      notice={props.notice}
    >
      <h2>{a.changePassword}</h2>
      <ChangePassword {...props} />
      <h2>{a.everywhere}</h2>
      <p class="hint">{a.everywhereHint}</p>
      <SignOut
        {...props}
        way={{ verb: 'sign-out-everywhere', action: here, label: a.everywhere }}
      />
      <Refused sentence={props.signOutProblem} />
      <h2>{a.download}</h2>
      <p class="hint">{a.downloadHint}</p>
      <VerbButton
        verb="download-data"
        action={here}
        label={a.download}
        wide
        onSubmit={props.onDownload}
      />
      <Refused sentence={props.downloadProblem} />
      <ul class="rows">
        <Row to={{ screen: 'delete-account' }} label={a.deleteAccount} />
      </ul>
    </Frame>
  );
}

function Refused({ sentence }: { readonly sentence: string | null }) {
  return <Problem problem={sentence} />;
}

function ChangePassword(props: AccountProps) {
  const { t, a, busy } = props;
  return (
    <Verb verb="change-password" action={hrefOf({ screen: 'account' })} onSubmit={props.onChange}>
      <PasswordField
        id="current"
        label={a.currentPassword}
        value={props.current}
        use="current-password"
        problem={props.problem}
        onInput={props.onCurrent}
      />
      <PasswordField
        id="fresh"
        label={a.newPassword}
        value={props.fresh}
        use="new-password"
        hint={t.passwordHint}
        problem={props.freshProblem}
        onInput={props.onFresh}
      />
      <Submit
        label={a.changePassword}
        busy={busy}
        status={busy ? t.saving : props.changed && a.passwordChanged}
      />
    </Verb>
  );
}

import { useState } from 'preact/hooks';
import { localOf } from '../../protocol/jid.ts';
import { Message } from '../../screens/message.tsx';
import { Signup } from '../../screens/signup.tsx';
import { besideFields } from '../../screens/signup-problems.ts';
import { type SignUpProblem, signUp } from '../actions/sign-up.ts';
import type { PageProps } from './page-props.ts';
import { leaveForm, whileHere } from './visits.ts';

export function SignupPage({ t, device, account, notice }: PageProps) {
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [stay, setStay] = useState(false);
  const [acceptsRules, setAcceptsRules] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problems, setProblems] = useState<readonly SignUpProblem[]>([]);

  if (account.me !== null) {
    return <Message t={t} notice={notice} message={t.signedInAs(localOf(account.me))} />;
  }
  async function submit() {
    const leave = whileHere(() => leaveForm('/'));
    setBusy(true);
    const found = await signUp(device, {
      ...{ username, password, stay, acceptsRules },
      language: t.language,
    });
    setBusy(false);
    setProblems(found);
    if (found.length === 0) leave();
  }
  return (
    <Signup
      t={t}
      notice={notice}
      username={username}
      password={password}
      stay={stay}
      acceptsRules={acceptsRules}
      busy={busy}
      problems={besideFields({ problems: { ...t.troubles, ...t.problems } }, problems)}
      onUsername={setUsername}
      onPassword={setPassword}
      onStay={setStay}
      onAcceptRules={setAcceptsRules}
      onJoin={submit}
    />
  );
}

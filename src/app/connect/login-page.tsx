import { useState } from 'preact/hooks';
import { localOf } from '../../protocol/jid.ts';
import { Login } from '../../screens/login.tsx';
import { Message } from '../../screens/message.tsx';
import { type SignInProblem, signIn } from '../actions/sign-in.ts';
import type { PageProps } from './page-props.ts';
import { leaveForm, whileHere } from './visits.ts';

export function LoginPage({ t, device, account, connectivity, notice }: PageProps) {
  // Whose posts still wait on this phone goes on as that person, or signs out first.
  const again = connectivity.state === 'refused' && account.me !== null;
  const [username, setUsername] = useState(again ? localOf(account.me ?? '') : '');
  const [password, setPassword] = useState('');
  const [stay, setStay] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<SignInProblem | null>(null);

  if (account.me !== null && !again) {
    return <Message t={t} notice={notice} message={t.signedInAs(localOf(account.me))} />;
  }
  async function submit() {
    const leave = whileHere(() => leaveForm('/'));
    setBusy(true);
    const refused = await signIn(device, { username, password, stay });
    setBusy(false);
    setProblem(refused);
    if (refused === null) leave();
  }
  return (
    <Login
      t={t}
      notice={notice}
      username={username}
      password={password}
      stay={stay}
      busy={busy}
      problem={problem && { ...t.troubles, ...t.problems }[problem]}
      again={again}
      onUsername={setUsername}
      onPassword={setPassword}
      onStay={setStay}
      onSignIn={submit}
    />
  );
}

import { useState } from 'preact/hooks';
import { localOf } from '../../protocol/jid.ts';
import { DeleteAccount } from '../../screens/delete-account.tsx';
import { Message } from '../../screens/message.tsx';
import type { Text } from '../../screens/text/en.ts';
import { type DeletionProblem, deleteAccount } from '../actions/delete-account.ts';
import type { PageProps } from './page-props.ts';

export function DeleteAccountPage({ t, device, account, notice }: PageProps) {
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<DeletionProblem | null>();
  if (outcome === null) {
    return <Message t={t} notice={notice} title={t.deleteAccount} message={t.deleted} />;
  }
  if (account.me === null) {
    return <Message t={t} notice={notice} title={t.deleteAccount} message={t.readingOnly} />;
  }
  async function submit() {
    setBusy(true);
    const problem = await deleteAccount(device, password);
    setBusy(false);
    setOutcome(problem);
  }
  return (
    <DeleteAccount
      t={t}
      notice={notice}
      name={localOf(account.me)}
      password={password}
      busy={busy}
      problem={outcome === undefined ? null : sentenceOf(t, outcome)}
      onPassword={setPassword}
      onDelete={submit}
    />
  );
}

function sentenceOf(t: Text, problem: DeletionProblem): string {
  if (problem === 'wrong-password') return t.problems[problem];
  // The service takes it from anybody but the only owner of what others follow.
  return problem === 'refused' ? t.soleOwner : t.troubles[problem];
}

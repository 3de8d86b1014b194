import { useState } from 'preact/hooks';
import type { Fate } from '../../../protocol/account.ts';
import { localOf } from '../../../protocol/jid.ts';
import { DeleteAccount } from '../../../screens/account/delete-account.tsx';
import { Message } from '../../../screens/message.tsx';
import type { AccountText } from '../../../screens/text/account/account-en.ts';
import type { Text } from '../../../screens/text/en.ts';
import { type DeletionProblem, deleteAccount } from '../../actions/delete-account.ts';
import type { WithWords } from './rare-page.tsx';

export function DeleteAccountPage({ t, r, device, account, notice }: WithWords) {
  const a = r.ofAccount;
  const [password, setPassword] = useState('');
  const [fate, setFate] = useState<Fate>('remove');
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<DeletionProblem | null>();
  if (outcome === null) {
    return <Message t={t} notice={notice} title={a.deleteAccount} message={a.deleted} />;
  }
  if (account.me === null) {
    return <Message t={t} notice={notice} title={a.deleteAccount} message={t.readingOnly} />;
  }
  async function submit() {
    setBusy(true);
    const problem = await deleteAccount(device, password, fate);
    setBusy(false);
    setOutcome(problem);
  }
  return (
    <DeleteAccount
      t={t}
      a={a}
      notice={notice}
      name={localOf(account.me)}
      password={password}
      fate={fate}
      busy={busy}
      problem={outcome === undefined ? null : sentenceOf(t, a, outcome)}
      onPassword={setPassword}
      onFate={setFate}
      onDelete={submit}
    />
  );
}

function sentenceOf(t: Text, a: AccountText, problem: DeletionProblem): string {
  if (problem === 'wrong-password') return a.wrongPassword;
  // The service takes it from anybody but the only owner of what others follow.
  return problem === 'refused' ? a.soleOwner : t.troubles[problem];
}

import { useState } from 'preact/hooks';
import { localOf } from '../../../protocol/jid.ts';
import { Account } from '../../../screens/account/account.tsx';
import { Message } from '../../../screens/message.tsx';
import type { AccountText } from '../../../screens/text/account/account-en.ts';
import type { Text } from '../../../screens/text/en.ts';
import { changePassword, type PasswordProblem } from '../../actions/change-password.ts';
import type { Trouble } from '../../actions/device.ts';
import { downloadData } from '../../actions/download-data.ts';
import { signOutEverywhere } from '../../actions/sign-out-everywhere.ts';
import { useSignOut } from '../use-sign-out.ts';
import type { WithWords } from './rare-page.tsx';

export function OwnAccountPage(props: WithWords) {
  const { t, r, device, account, notice } = props;
  const a = r.ofAccount;
  const [current, setCurrent] = useState('');
  const [fresh, setFresh] = useState('');
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<PasswordProblem | null>();
  const [notDownloaded, setNotDownloaded] = useState<Trouble | null>(null);
  const { trouble, ...signOut } = useSignOut(props, signOutEverywhere);
  if (account.me === null) {
    return <Message t={t} notice={notice} title={t.account} message={t.readingOnly} />;
  }
  async function change() {
    setBusy(true);
    setOutcome(undefined);
    const problem = await changePassword(device, current, fresh);
    setBusy(false);
    setOutcome(problem);
    if (problem !== null) return;
    setCurrent('');
    setFresh('');
  }
  return (
    <Account
      {...{ t, a, notice, current, fresh, busy }}
      {...signOut}
      name={localOf(account.me)}
      changed={outcome === null}
      problem={outcome && outcome !== 'bad-password' ? sentenceOf(t, a, outcome) : null}
      freshProblem={outcome === 'bad-password' ? t.problems[outcome] : null}
      signOutProblem={trouble && t.troubles[trouble]}
      downloadProblem={notDownloaded && t.troubles[notDownloaded]}
      onDownload={() => downloadData(account).then(setNotDownloaded)}
      onCurrent={setCurrent}
      onFresh={setFresh}
      onChange={change}
    />
  );
}

function sentenceOf(
  t: Text,
  a: AccountText,
  problem: Exclude<PasswordProblem, 'bad-password'>,
): string {
  return problem === 'wrong-password' ? a.wrongPassword : t.troubles[problem];
}

import type { Fate } from '../../../protocol/account.ts';
import { localOf } from '../../../protocol/jid.ts';
import { Account } from '../../../screens/account/account.tsx';
import { DeleteAccount } from '../../../screens/account/delete-account.tsx';
import { Message } from '../../../screens/message.tsx';
import type { Drawn } from '../drawn.ts';
import type { Visitor } from '../visitor.ts';
import { drawForReader } from './message.tsx';
import { noSignOut, nothing } from './nothing.ts';

/**
 * What somebody may do with their account; `problem` says why the password is as it was, `freshProblem`
 * what is wrong with the new one.
 */
export function drawOwnAccount(
  visitor: Visitor,
  done: boolean,
  problem: string | null = null,
  freshProblem: string | null = null,
): Drawn {
  const { t, me, notice } = visitor;
  const title = t.account;
  if (me === null) return { ...drawForReader(visitor, title, 200), takesOver: true };
  return {
    status: problem === null && freshProblem === null ? 200 : 422,
    title,
    body: (
      <Account
        {...{ t, notice, problem, freshProblem, ...noSignOut }}
        a={t.rare.ofAccount}
        name={localOf(me)}
        current=""
        fresh=""
        busy={false}
        changed={done}
        signOutProblem={null}
        downloadProblem={null}
        onDownload={nothing}
        onCurrent={nothing}
        onFresh={nothing}
        onChange={nothing}
      />
    ),
  };
}

/** What was chosen before it went wrong, and what did, as a sentence. */
interface Entered {
  readonly fate: Fate;
  readonly problem: string;
}

/** Where an account is given up. `done` says that it was; `entered` why it was not. */
export function drawDeleteAccount(visitor: Visitor, done: boolean, entered?: Entered): Drawn {
  const { t, me, notice } = visitor;
  const title = t.rare.ofAccount.deleteAccount;
  if (me === null && !done) return { ...drawForReader(visitor, title, 200), takesOver: true };
  if (me === null) {
    const body = <Message {...{ t, notice, title }} message={t.rare.ofAccount.deleted} />;
    return { status: 200, title, body };
  }
  return {
    status: entered ? 422 : 200,
    title,
    body: (
      <DeleteAccount
        t={t}
        a={t.rare.ofAccount}
        notice={notice}
        name={localOf(me)}
        password=""
        fate={entered?.fate ?? 'remove'}
        busy={false}
        problem={entered?.problem ?? null}
        onPassword={nothing}
        onFate={nothing}
        onDelete={nothing}
      />
    ),
  };
}

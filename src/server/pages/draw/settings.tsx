import { localOf } from '../../../protocol/jid.ts';
import { DeleteAccount } from '../../../screens/delete-account.tsx';
import { Message } from '../../../screens/message.tsx';
import { Settings } from '../../../screens/settings.tsx';
import type { Drawn } from '../drawn.ts';
import type { Visitor } from '../visitor.ts';
import { nothing } from './nothing.ts';

/** How this browser is set: language and size of text, each kept in a cookie. */
export function drawSettings({ t, me, notice, textSize, onTap }: Visitor): Drawn {
  return {
    status: 200,
    title: t.settings,
    takesOver: true,
    body: (
      <Settings
        t={t}
        notice={notice}
        signedIn={me !== null}
        textSize={textSize}
        onTap={onTap}
        onOnTap={nothing}
        digitKeys={null}
        stored={null}
        used={null}
        unsent={null}
        onSignOut={nothing}
        onStay={nothing}
        onTextSize={nothing}
        onDigitKeys={nothing}
      />
    ),
  };
}

/** Where an account is given up. `done` says that it was; `problem` why it was not, as a sentence. */
export function drawDeleteAccount(
  { t, me, notice }: Visitor,
  done: boolean,
  problem: string | null = null,
): Drawn {
  const title = t.deleteAccount;
  if (me === null) {
    const message = done ? t.deleted : t.readingOnly;
    return { status: 200, title, body: <Message {...{ t, notice, title, message }} /> };
  }
  return {
    status: problem === null ? 200 : 422,
    title,
    body: (
      <DeleteAccount
        t={t}
        notice={notice}
        name={localOf(me)}
        password=""
        busy={false}
        problem={problem}
        onPassword={nothing}
        onDelete={nothing}
      />
    ),
  };
}

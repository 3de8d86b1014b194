import { Message } from '../../../screens/message.tsx';
import type { Drawn } from '../drawn.ts';
import type { Visitor } from '../visitor.ts';

/** A page that has only a sentence to say. */
export function drawMessage(
  { t, notice }: Pick<Visitor, 't' | 'notice'>,
  status: Drawn['status'],
  message: string,
): Drawn {
  const body = <Message t={t} notice={notice} message={message} />;
  return { status, title: t.app, body, says: message };
}

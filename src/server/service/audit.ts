import { type Act, insertAct } from '../storage/audit.ts';
import type { Writer } from '../storage/database.ts';
import type { Actor, ServiceContext } from './context.ts';

/** What is told of an act besides who did it and when. */
export type ActDone = Pick<Act, 'channel' | 'office' | 'act'> &
  Partial<Pick<Act, 'subject' | 'detail' | 'rule' | 'reason'>>;

/** Writes down what somebody does by office, in the transaction that does it. Answers with its number. */
export async function audit(
  ctx: ServiceContext,
  writer: Writer,
  actor: Actor,
  done: ActDone,
): Promise<number> {
  return insertAct(writer, {
    ...{ at: ctx.now(), actor: actor.jid, subject: '', detail: '', rule: '', reason: '' },
    ...done,
  });
}

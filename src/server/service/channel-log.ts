import { LOG_PAGE, type LogEntry } from '../../protocol/office.ts';
import { actsOf } from '../storage/audit.ts';
import type { Actor, ServiceContext } from './context.ts';
import { authorize } from './gate.ts';

/** What was done in a channel by office, newest first, as all its readers may know: never to whom. */
export async function readChannelLog(
  ctx: ServiceContext,
  actor: Actor,
  nodeName: string | undefined,
  before: number | null,
): Promise<readonly LogEntry[]> {
  return ctx.database.read(async (reader) => {
    const { node } = await authorize(reader, actor, 'read', nodeName);
    const acts = await actsOf(
      reader,
      node.channel.jid,
      before ?? Number.MAX_SAFE_INTEGER,
      LOG_PAGE,
    );
    return acts.map(({ id, at, act, office, rule }) => ({ id, at, act, office, rule }));
  });
}

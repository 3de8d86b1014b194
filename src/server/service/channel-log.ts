import { LOG_PAGE, type LogEntry } from '../../protocol/office-log.ts';
import { actsOf } from '../storage/audit.ts';
import type { Reader } from '../storage/database.ts';
import { removedBy } from '../storage/removed.ts';
import type { Actor, ServiceContext } from './context.ts';
import { allows, authorize } from './gate.ts';

/**
 * What was done in a channel by office, newest first, as all its readers may know: never to whom. Those
 * who moderate it see what was removed, for as long as it is kept.
 */
export async function readChannelLog(
  ctx: ServiceContext,
  actor: Actor,
  nodeName: string | undefined,
  before: number | null,
): Promise<readonly LogEntry[]> {
  return ctx.database.read(async (reader) => {
    const access = await authorize(reader, actor, 'read', nodeName);
    const { jid } = access.node.channel;
    const acts = await actsOf(reader, jid, before ?? Number.MAX_SAFE_INTEGER, LOG_PAGE);
    const seesRemoved = allows(access, actor, 'retract-any');
    const entries: LogEntry[] = [];
    for (const { id, at, act, office, rule } of acts) {
      const removed = seesRemoved && act === 'remove' ? await whatWasRemoved(reader, id) : '';
      entries.push({ id, at, act, office, rule, ...(removed && { removed }) });
    }
    return entries;
  });
}

/** The post that an act removed; empty where that is kept no more. Its comments are not told. */
async function whatWasRemoved(reader: Reader, act: number): Promise<string> {
  const [first] = await removedBy(reader, act);
  return first ? [first.title, first.text].filter((part) => part !== '').join('\n') : '';
}

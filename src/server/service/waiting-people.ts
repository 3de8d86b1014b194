import { WAITING_PAGE, type WaitingPeople, type WaitingPerson } from '../../protocol/waiting.ts';
import { countWaitingFor, waitingFor } from '../storage/people.ts';
import type { Actor, ServiceContext } from './context.ts';
import { queuePage } from './paging.ts';

/** Who waits to be let in where the asker decides; `after` is the channel and person that a page ended with. */
export async function readWaitingPeople(
  ctx: ServiceContext,
  actor: Actor,
  after: string,
): Promise<WaitingPeople> {
  const [channel = '', jid = ''] = after.split(' ');
  return ctx.database.read(async (reader) => {
    const read = (max: number) => waitingFor(reader, actor.jid, { channel, jid }, max);
    const endOf = (last: WaitingPerson) => `${last.channel} ${last.jid}`;
    const { rows, next } = await queuePage(WAITING_PAGE, read, endOf);
    return { people: rows, count: await countWaitingFor(reader, actor.jid), next };
  });
}

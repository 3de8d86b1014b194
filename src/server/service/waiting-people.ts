import { WAITING_PAGE, type WaitingPeople } from '../../protocol/waiting.ts';
import { countWaitingFor, waitingFor } from '../storage/people.ts';
import type { Actor, ServiceContext } from './context.ts';

/** Who waits to be let in where the asker decides; `after` is the channel and person that a page ended with. */
export async function readWaitingPeople(
  ctx: ServiceContext,
  actor: Actor,
  after: string,
): Promise<WaitingPeople> {
  const [channel = '', jid = ''] = after.split(' ');
  return ctx.database.read(async (reader) => {
    const found = await waitingFor(reader, actor.jid, { channel, jid }, WAITING_PAGE + 1);
    const people = found.slice(0, WAITING_PAGE);
    const last = found.length > people.length ? people.at(-1) : undefined;
    const next = last ? `${last.channel} ${last.jid}` : null;
    return { people, count: await countWaitingFor(reader, actor.jid), next };
  });
}

import type { DraftPost } from '../../protocol/channel.ts';
import { NS } from '../../protocol/namespaces.ts';
import { TOO_MANY_WAITING } from '../../protocol/trouble.ts';
import { MOST_WAITING } from '../../protocol/withheld.ts';
import { expectRow, type Writer } from '../storage/database.ts';
import type { NodeRow } from '../storage/nodes.ts';
import {
  countWaiting,
  findWithheld,
  insertWithheld,
  type WithheldRow,
} from '../storage/withheld.ts';
import type { Actor, ServiceContext } from './context.ts';
import { Refusal } from './refusal.ts';

/** Holds a post back until a moderator has looked at it. Throws where too many wait already. */
export async function withhold(
  ctx: ServiceContext,
  writer: Writer,
  node: NodeRow,
  actor: Actor,
  { id, ...draft }: DraftPost & { readonly id: string },
): Promise<WithheldRow> {
  const own = await countWaiting(writer, node.id, actor.jid);
  const all = own < MOST_WAITING.person && (await countWaiting(writer, node.id));
  if (all === false || all >= MOST_WAITING.channel) throw tooManyWaiting();
  const row = { nodeId: node.id, id, author: actor.jid, why: 'first' as const };
  await insertWithheld(writer, { ...row, since: ctx.now(), draft });
  writer.onCommit(() => {
    ctx.tellOffice({ moderatorsOf: node.channel.id, but: actor.fullJid });
    ctx.tellOffice({ jid: actor.jid, but: actor.fullJid });
  });
  return expectRow(await findWithheld(writer, node.id, id));
}

const tooManyWaiting = () =>
  new Refusal(
    'cancel',
    'resource-constraint',
    { ns: NS.OFFICE, name: TOO_MANY_WAITING },
    'Other posts wait here for a moderator. Send this one later.',
  );

import { type ChangeKind, recordChange } from '../storage/changes.ts';
import type { Writer } from '../storage/database.ts';
import type { NodeRow } from '../storage/nodes.ts';
import type { Change, ServiceContext } from './context.ts';

type Told = Change extends infer C
  ? C extends Change
    ? Omit<C, 'seq' | 'channelId' | 'channel' | 'node'>
    : never
  : never;

/**
 * Gives a change its place in the order, in the transaction that makes it, and tells of it after
 * the commit. `told` is worked out once the number is known. Answers with the number.
 */
export async function record(
  ctx: ServiceContext,
  writer: Writer,
  node: NodeRow,
  change: { kind: ChangeKind; subject: string; at: string },
  told: (seq: number) => Told | Promise<Told>,
): Promise<number> {
  const { channel } = node;
  const seq = await recordChange(writer, { channelId: channel.id, node: node.name, ...change });
  const what = await told(seq);
  writer.onCommit(() =>
    ctx.announce({ ...what, seq, channelId: channel.id, channel: channel.jid, node: node.name }),
  );
  return seq;
}

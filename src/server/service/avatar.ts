import { AVATAR } from '../../protocol/config-vars.ts';
import { updateConfig } from '../storage/channels.ts';
import type { Writer } from '../storage/database.ts';
import type { NodeRow } from '../storage/nodes.ts';
import type { ServiceContext } from './context.ts';
import { record } from './record.ts';

/**
 * Tells, in the transaction that makes it, that a channel shows another picture; with `isGone`, that
 * it shows none any more. The number of that change is what the picture is known by.
 */
export async function recordAvatar(
  ctx: ServiceContext,
  writer: Writer,
  node: NodeRow,
  isGone: boolean,
): Promise<void> {
  const { channel } = node;
  const change = { kind: 'configured' as const, subject: '', at: ctx.now() };
  await record(ctx, writer, node, change, async (seq) => {
    const vars = { ...channel.config.vars, [AVATAR]: String(isGone ? -seq : seq) };
    const config = { ...channel.config, vars };
    await updateConfig(writer, channel.id, config);
    return { kind: 'configured', config, avatar: true };
  });
}

import type { ChannelConfig } from '../../protocol/channel.ts';
import { STATUS_LINE } from '../../protocol/config-vars.ts';
import { STATUS } from '../../protocol/pubsub.ts';
import { updateConfig } from '../storage/channels.ts';
import type { Writer } from '../storage/database.ts';
import { newestText } from '../storage/items.ts';
import { findNode, type NodeRow } from '../storage/nodes.ts';
import type { ServiceContext } from './context.ts';
import { record } from './record.ts';

/** A row of a list on the smallest screen holds less. */
const LONGEST_LINE = 120;

/**
 * Where the node is one of statuses: sees to it, in the transaction that changes them, that the channel's
 * settings tell the newest, which lists show.
 */
export async function recordStatus(
  ctx: ServiceContext,
  writer: Writer,
  { channel, name }: NodeRow,
): Promise<void> {
  // As it is now: this transaction may have changed it.
  const node = name === STATUS ? await findNode(writer, channel.jid, name) : undefined;
  if (!node) return;
  // Whom a person trusts in their channel says nothing in their name.
  const author = node.channel.config.type === 'personal' ? channel.jid : undefined;
  const [first = ''] = ((await newestText(writer, node.id, author)) ?? '').trim().split('\n');
  const line = [...first].slice(0, LONGEST_LINE).join('');
  const { config } = node.channel;
  if (line === (config.vars?.[STATUS_LINE] ?? '')) return;
  const without = withoutStatus(config);
  const changed =
    line === '' ? without : { ...config, vars: { ...without.vars, [STATUS_LINE]: line } };
  await updateConfig(writer, node.channel.id, changed);
  const change = { kind: 'configured' as const, subject: '', at: ctx.now() };
  const posts = (await findNode(writer, channel.jid, 'posts')) ?? node;
  await record(ctx, writer, posts, change, () => ({ kind: 'configured', config: changed }));
}

/** A channel's settings without what is said in it. */
export function withoutStatus(config: ChannelConfig): ChannelConfig {
  const { [STATUS_LINE]: _, ...vars } = config.vars ?? {};
  return { ...config, vars };
}

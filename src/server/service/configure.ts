import type { ChannelConfig } from '../../protocol/channel.ts';
import type { ConfigChange } from '../../protocol/config-form.ts';
import { updateConfig } from '../storage/channels.ts';
import type { Actor, ServiceContext } from './context.ts';
import { authorize, lookUp } from './gate.ts';
import { record } from './record.ts';

/** What a channel says of itself: anyone may know. */
export async function readConfiguration(
  ctx: ServiceContext,
  actor: Actor,
  nodeName: string | undefined,
): Promise<ChannelConfig> {
  return ctx.database.read(async (reader) => {
    const { node } = await lookUp(reader, actor, nodeName);
    return node.channel.config;
  });
}

/** Changes the settings that are given; the rest stays. */
export async function configure(
  ctx: ServiceContext,
  actor: Actor,
  nodeName: string | undefined,
  readChange: () => ConfigChange,
): Promise<void> {
  await ctx.database.write(async (writer) => {
    const { node } = await authorize(writer, actor, 'configure', nodeName);
    const at = ctx.now();
    const config: ChannelConfig = { ...node.channel.config, ...readChange(), updated: at };
    await updateConfig(writer, node.channel.id, config);
    const change = { kind: 'configured' as const, subject: '', at };
    await record(ctx, writer, node, change, () => ({ kind: 'configured', config }));
  });
}

import { NOTICE, NOTICE_UNTIL } from '../../protocol/config-vars.ts';
import { listEndedNotices, updateConfig } from '../storage/channels.ts';
import { mainNode } from '../storage/nodes.ts';
import type { ServiceContext } from './context.ts';
import { record } from './record.ts';

/** Takes away notices whose time is over, and tells all who would be told of another change. */
export async function endNotices(ctx: ServiceContext): Promise<void> {
  const now = ctx.now();
  const ended = await ctx.database.read((reader) => listEndedNotices(reader, now));
  for (const channel of ended) await endNotice(ctx, channel, now);
}

async function endNotice(ctx: ServiceContext, channel: string, now: string): Promise<void> {
  await ctx.database.write(async (writer) => {
    const node = await mainNode(writer, channel);
    const { [NOTICE]: _, [NOTICE_UNTIL]: until, ...vars } = node?.channel.config.vars ?? {};
    // Another one may stand there meanwhile.
    if (!node || !until || until > now) return;
    const config = { ...node.channel.config, vars };
    await updateConfig(writer, node.channel.id, config);
    const change = { kind: 'configured' as const, subject: '', at: now };
    await record(ctx, writer, node, change, () => ({ kind: 'configured', config }));
  });
}

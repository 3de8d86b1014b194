import { listPlacedChannels, updateConfig } from '../storage/channels.ts';
import { mainNode } from '../storage/nodes.ts';
import type { ServiceContext } from './context.ts';
import { placeOf, withPlaceName } from './place-rights.ts';
import { record } from './record.ts';

/**
 * Brings the names of places that channels tell up to date, after the operator changed a file. Gives the
 * channels of places that are not there any more: they keep what they say.
 */
export async function renamePlaces(ctx: ServiceContext): Promise<readonly string[]> {
  const channels = await ctx.database.read(listPlacedChannels);
  const old = channels.filter(({ config }) => withPlaceName(ctx, config) !== config);
  for (const { jid } of old) {
    await ctx.database.write(async (writer) => {
      const node = await mainNode(writer, jid);
      if (!node) return;
      const config = withPlaceName(ctx, node.channel.config);
      await updateConfig(writer, node.channel.id, config);
      const change = { kind: 'configured' as const, subject: '', at: ctx.now() };
      await record(ctx, writer, node, change, () => ({ kind: 'configured', config }));
    });
  }
  return channels.filter(({ config }) => !ctx.places.find(placeOf(config))).map(({ jid }) => jid);
}

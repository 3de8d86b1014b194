import { localOf } from '../../protocol/jid.ts';
import { findChannel } from '../storage/channels.ts';
import type { ServiceContext } from './context.ts';
import { insertWithOwner } from './create-channel.ts';

/** Makes the operator's default channels where they are missing; the first admin owns them. */
export async function ensureDefaultChannels(ctx: ServiceContext): Promise<void> {
  const [owner] = ctx.admins;
  if (owner === undefined) return;
  await ctx.database.write(async (writer) => {
    for (const jid of ctx.defaultChannels) {
      if (await findChannel(writer, jid)) continue;
      const name = localOf(jid);
      const config = {
        title: name.charAt(0).toUpperCase() + name.slice(1),
        description: 'Say hello, ask how things work, and find out what is on.',
        defaultAffiliation: 'publisher',
      } as const;
      await insertWithOwner(ctx, writer, jid, 'topic', config, owner, ['posts']);
    }
  });
}

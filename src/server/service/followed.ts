import { nodeOf } from '../../protocol/channel.ts';
import { showsFollowed } from '../../protocol/config-vars.ts';
import type { FollowedChannel } from '../../protocol/followed.ts';
import { channelsOf } from '../storage/channels.ts';
import type { Actor, ServiceContext } from './context.ts';
import { authorize } from './gate.ts';

/** How many channels of a person are listed at most: as many as a screen needs, so that nobody can collect them all. */
const MOST = 50;

/** The open channels that a person follows, where they agree to its being known, and that lists may name; else none. */
export async function followedBy(
  ctx: ServiceContext,
  actor: Actor,
  person: string,
): Promise<readonly FollowedChannel[]> {
  return ctx.database.read(async (reader) => {
    const { node } = await authorize(reader, actor, 'read', nodeOf(person));
    if (!showsFollowed(node.channel.config.vars)) return [];
    return (await channelsOf(reader, person))
      .filter(
        ({ channel: { jid, config }, membership: { subscription, affiliation } }) =>
          jid !== person &&
          config.accessModel === 'open' &&
          config.advertised !== false &&
          subscription === 'subscribed' &&
          affiliation !== 'outcast',
      )
      .slice(0, MOST)
      .map(({ channel }) => ({ channel: channel.jid, title: channel.config.title }));
  });
}

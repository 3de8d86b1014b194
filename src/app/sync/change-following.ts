import type { Affiliation, Membership, Subscription } from '../../protocol/channel.ts';
import { NS } from '../../protocol/namespaces.ts';
import { subscribeRequest, unsubscribeRequest } from '../../protocol/pubsub.ts';
import { child } from '../../protocol/xml.ts';
import { saveChannel } from '../store/write/channels.ts';
import type { SyncContext } from './context.ts';

/** Follows a channel, or asks its moderators to be let in; gives what came of it. */
export async function follow(ctx: SyncContext, channel: string, me: string): Promise<Membership> {
  const answer = await ctx.ask('set', subscribeRequest(channel, me));
  const pubsub = child(answer, 'pubsub', NS.PUBSUB);
  const subscription = child(pubsub, 'subscription')?.attrs.subscription;
  const affiliation = child(pubsub, 'affiliation')?.attrs.affiliation;
  const membership = {
    subscription: (subscription ?? 'subscribed') as Subscription,
    affiliation: (affiliation ?? 'member') as Affiliation,
  };
  await saveChannel(ctx.store, { channel, membership });
  return membership;
}

/** Stops following. */
export async function unfollow(ctx: SyncContext, channel: string, me: string): Promise<void> {
  await ctx.ask('set', unsubscribeRequest(channel, me));
  const membership = { subscription: 'none', affiliation: 'none' } as const;
  await saveChannel(ctx.store, { channel, membership });
}

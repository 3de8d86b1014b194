import { unsubscribeRequest, watchRequest } from '../../protocol/pubsub.ts';
import type { SyncContext } from './context.ts';

/** Makes a channel live for this connection, until {@link unwatch} or the end of its presence. */
export async function watch(ctx: SyncContext, channel: string): Promise<void> {
  const connection = ctx.connection();
  if (connection) await ctx.ask('set', watchRequest(channel, connection));
}

/** The channel is not on the screen any more. */
export async function unwatch(ctx: SyncContext, channel: string): Promise<void> {
  const connection = ctx.connection();
  if (connection) await ctx.ask('set', unsubscribeRequest(channel, connection));
}

import type { ChannelRow } from '../schema.ts';

/** Whether its reader follows it. */
export function isFollowed(row: ChannelRow): boolean {
  return row.membership.subscription === 'subscribed';
}

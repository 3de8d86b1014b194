import { can, roleOf } from '../../protocol/permissions.ts';
import type { ChannelRow } from './schema.ts';

/** Whether this person may still read a channel; of `local` ones only the service knows. */
export function mayRead({ config, membership }: ChannelRow): boolean {
  return can(roleOf(membership, true), 'read', config, true);
}

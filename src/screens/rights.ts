import type { ChannelConfig, Membership } from '../protocol/channel.ts';
import { domainOf } from '../protocol/jid.ts';
import { can, roleOf } from '../protocol/permissions.ts';
import type { Standing } from './channel.tsx';

/** What rights are worked out from. */
interface Known {
  readonly config: Pick<ChannelConfig, 'accessModel' | 'defaultAffiliation'>;
  readonly membership: Membership;
}

/** How somebody stands to a channel. */
export function standingOf(row: Known, me: string | null): Standing {
  if (me === null) return 'reader';
  const subscription = row.membership.subscription;
  if (subscription === 'subscribed') return 'follower';
  return subscription === 'pending' || subscription === 'invited' ? 'asked' : 'stranger';
}

/** Whether somebody may write there, if need be by following first (which sending does). */
export function mayPost(row: Known, me: string, siteDomain: string): boolean {
  const { accessModel, defaultAffiliation } = row.config;
  const isLocal = domainOf(me) === siteDomain;
  const role = roleOf(row.membership, isLocal);
  if (can(role, 'publish', accessModel, isLocal)) return true;
  const letsIn = accessModel === 'open' || (accessModel === 'local' && isLocal);
  const asFollower = { subscription: 'subscribed', affiliation: defaultAffiliation } as const;
  return (
    (role === 'local' || role === 'remote') &&
    letsIn &&
    can(roleOf(asFollower, isLocal), 'publish', accessModel, isLocal)
  );
}

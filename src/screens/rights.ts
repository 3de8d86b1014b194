import type { AccessModel, ChannelConfig, Membership } from '../protocol/channel.ts';
import { domainOf } from '../protocol/jid.ts';
import { type Action, can, isClosed, roleOf } from '../protocol/permissions.ts';
import type { Standing } from './channel.tsx';

/** What rights are worked out from. */
interface Known {
  readonly config: Pick<ChannelConfig, 'accessModel' | 'defaultAffiliation' | 'vars'>;
  readonly membership: Membership;
}

/** How somebody stands to a channel. */
export function standingOf(row: Known, me: string | null): Standing {
  if (me === null) return 'reader';
  const { subscription } = row.membership;
  if (subscription === 'subscribed') return 'follower';
  // Following takes up an invitation, and lets in who waited for a channel that was opened since.
  return subscription === 'pending' && !isFree(row.config.accessModel) ? 'asked' : 'stranger';
}

/** Whether whoever has an account here follows with nobody asked. */
const isFree = (access: AccessModel): boolean => access === 'open' || access === 'local';

/** Whether somebody may do that there, as they are now. */
export function mayNow(row: Known, action: Action, me: string, siteDomain: string): boolean {
  const isLocal = domainOf(me) === siteDomain;
  return can(roleOf(row.membership, isLocal), action, row.config, isLocal);
}

/** Whether somebody may write there, if need be by following first (which sending does). */
export function mayWrite(
  row: Known,
  action: 'start-topic' | 'comment',
  me: string,
  siteDomain: string,
): boolean {
  if (mayNow(row, action, me, siteDomain)) return true;
  const { accessModel, defaultAffiliation } = row.config;
  const isLocal = domainOf(me) === siteDomain;
  const role = roleOf(row.membership, isLocal);
  const membership = { subscription: 'subscribed', affiliation: defaultAffiliation } as const;
  return (
    (role === 'local' || role === 'pending') &&
    isLocal &&
    isFree(accessModel) &&
    mayNow({ ...row, membership }, action, me, siteDomain)
  );
}

/** Whether somebody may write there for who cannot: a topic, or a comment on the one that is given. */
export function maySpeakFor(
  row: Known,
  topic: string | undefined,
  channel: string,
  me: string,
  siteDomain: string,
): boolean {
  const may = (action: Action) => mayNow(row, action, me, siteDomain);
  return channel !== me && may('speak-for') && may(topic ? 'comment' : 'start-topic');
}

/** Whether what somebody writes there waits for a moderator first: it does where nobody trusts them. */
export function willWait(row: Known | undefined, me: string | null, siteDomain: string): boolean {
  if (!row || me === null) return false;
  const isStranger = standingOf(row, me) === 'stranger';
  const { defaultAffiliation: affiliation } = row.config;
  const follower = { subscription: 'subscribed', affiliation } as const;
  const membership = isStranger ? follower : row.membership;
  return !mayNow({ ...row, membership }, 'post-at-once', me, siteDomain);
}

/** Why somebody has no form to write in. */
export type NoForm = 'join' | 'read-only' | 'closed';

/** What a screen with a form says to whom: the form itself, or why there is none. */
export function formFor(
  row: Known | undefined,
  action: 'start-topic' | 'comment',
  me: string | null,
  siteDomain: string,
): 'post' | NoForm {
  if (me === null) return 'join';
  if (!row || mayWrite(row, action, me, siteDomain)) return 'post';
  return isClosed(row.config) ? 'closed' : 'read-only';
}

/** Who may do what: one table, asked by the service before every read and write, and by screens. */
import type { AccessModel, Affiliation, Membership } from './channel.ts';

export type Action =
  | 'read'
  | 'publish'
  | 'retract-any'
  | 'list-members'
  | 'list-pending'
  | 'list-outcasts'
  | 'approve'
  | 'invite'
  | 'set-affiliation'
  | 'configure'
  | 'delete';

/**
 * A person's place in a channel: the affiliation where it is in force (subscribed), else one of
 * the states without it. `local` has an account here, `remote` has none (anonymous readers too).
 */
export type Role =
  | 'owner'
  | 'moderator'
  | 'publisher'
  | 'member'
  | 'pending'
  | 'local'
  | 'remote'
  | 'outcast';

/** Works out the role. A ban stands whatever the subscription says; an affiliation needs one. */
export function roleOf(membership: Membership, isLocal: boolean): Role {
  const { affiliation, subscription } = membership;
  if (affiliation === 'outcast') return 'outcast';
  if (subscription === 'subscribed' && affiliation !== 'none') return affiliation;
  if (subscription === 'pending' || subscription === 'invited') return 'pending';
  return isLocal ? 'local' : 'remote';
}

const EVERYBODY: readonly Role[] = [
  'owner',
  'moderator',
  'publisher',
  'member',
  'pending',
  'local',
  'remote',
];
const MEMBERS: readonly Role[] = ['owner', 'moderator', 'publisher', 'member'];
const LOCALS: readonly Role[] = [...MEMBERS, 'local', 'pending'];
const POSTERS: readonly Role[] = ['owner', 'moderator', 'publisher'];
const MODERATORS: readonly Role[] = ['owner', 'moderator'];
const OWNERS: readonly Role[] = ['owner'];

const READERS: Readonly<Record<AccessModel, readonly Role[]>> = {
  open: EVERYBODY,
  authorize: MEMBERS,
  whitelist: MEMBERS,
  local: LOCALS,
};

const ALLOWED: Readonly<Record<Exclude<Action, 'read' | 'list-members'>, readonly Role[]>> = {
  publish: POSTERS,
  'retract-any': MODERATORS,
  'list-pending': MODERATORS,
  'list-outcasts': MODERATORS,
  approve: MODERATORS,
  invite: MEMBERS,
  'set-affiliation': MODERATORS,
  // The original gave this to owners alone; clients that hide the button lose nothing.
  configure: OWNERS,
  delete: OWNERS,
};

/**
 * Whether that role may do that in a channel of that access model. Who is neither local nor a
 * member of a `local` channel is told apart from who is pending by `isLocal` alone.
 */
export function can(role: Role, action: Action, access: AccessModel, isLocal: boolean): boolean {
  if (action === 'read' || action === 'list-members') {
    if (access === 'local' && role === 'pending') return isLocal;
    return READERS[access].includes(role);
  }
  return ALLOWED[action].includes(role);
}

/** Whether a moderator or owner may give `wanted` to somebody who is `current` now. */
export function canGrant(role: Role, current: Affiliation, wanted: Affiliation): boolean {
  if (role === 'owner') return current !== 'owner';
  const above = (a: Affiliation) => a === 'owner' || a === 'moderator';
  return role === 'moderator' && !above(current) && !above(wanted);
}

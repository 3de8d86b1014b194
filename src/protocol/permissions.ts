/** Who may do what: one table, asked by the service before every read and write, and by screens. */
import type { AccessModel, Affiliation, ChannelConfig, Membership } from './channel.ts';
import {
  CLOSED,
  COMMENTS_BY,
  FIRST_WAITS,
  readBoolean,
  TOPICS_BY,
  WRITERS,
  type Writers,
} from './config-vars.ts';

/** Everything that a right is needed for. */
export const ACTIONS = [
  'read',
  // A topic, or a comment, in the channel's posts; `publish` is everything else that is put up.
  'start-topic',
  'comment',
  'publish',
  // A topic or comment that one may write is shown with no moderator looking at it first.
  'post-at-once',
  // Put up a photo, to show it in a topic or comment.
  'add-photo',
  // Write for somebody who cannot; that of a person's own channel is nobody's office.
  'speak-for',
  // Approve or refuse a post that waits.
  'judge-posts',
  'retract-any',
  'list-members',
  'list-pending',
  'list-outcasts',
  'approve',
  'invite',
  'set-affiliation',
  'configure',
  'delete',
] as const;
export type Action = (typeof ACTIONS)[number];

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

/** Who writes, by what the owner chose. */
const WRITING: Readonly<Record<Writers, readonly Role[]>> = {
  everyone: MEMBERS,
  trusted: POSTERS,
  officials: MODERATORS,
};

type FixedAction = Exclude<
  Action,
  'read' | 'list-members' | 'start-topic' | 'comment' | 'post-at-once' | 'add-photo'
>;

const ALLOWED: Readonly<Record<FixedAction, readonly Role[]>> = {
  publish: POSTERS,
  'speak-for': MODERATORS,
  'judge-posts': MODERATORS,
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

/** What a channel's owner chose, as far as rights go by it. */
export type Rules = Pick<ChannelConfig, 'accessModel' | 'vars'>;

/**
 * Whether that role may do that in a channel with those rules. `isLocal` says whether the person has an account
 * here: of somebody `pending` the role does not, and a `local` channel goes by it.
 */
export function can(role: Role, action: Action, rules: Rules, isLocal: boolean): boolean {
  switch (action) {
    case 'read':
    case 'list-members':
      if (rules.accessModel === 'local' && role === 'pending') return isLocal;
      return READERS[rules.accessModel].includes(role);
    case 'start-topic':
    case 'comment':
      return !isClosed(rules) && WRITING[writersOf(rules, action)].includes(role);
    case 'post-at-once':
      return !firstWaits(rules) || POSTERS.includes(role);
    case 'add-photo': {
      // A picture can be looked at as soon as it is up: where words wait, it has to be trusted.
      const may = (other: Action) => can(role, other, rules, isLocal);
      return (may('start-topic') || may('comment')) && may('post-at-once');
    }
    default:
      return ALLOWED[action].includes(role);
  }
}

/** Whether the channel is closed: it can be read, and be opened again, and nobody writes in it. */
export function isClosed({ vars }: Rules): boolean {
  return readBoolean(vars?.[CLOSED] ?? '') === true;
}

/** Whether a person's first post waits for a moderator there; that of trusted people never does. */
export function firstWaits({ vars }: Rules): boolean {
  return readBoolean(vars?.[FIRST_WAITS] ?? '') === true;
}

/** Who starts topics, or comments; trusted people where the owner chose nothing, as Buddycloud has it. */
export function writersOf({ vars }: Rules, action: 'start-topic' | 'comment'): Writers {
  const chosen = vars?.[action === 'comment' ? COMMENTS_BY : TOPICS_BY];
  return WRITERS.find((writers) => writers === chosen) ?? 'trusted';
}

/** Whether a moderator or owner may give `wanted` to somebody who is `current` now. */
export function canGrant(role: Role, current: Affiliation, wanted: Affiliation): boolean {
  if (role === 'owner') return current !== 'owner';
  const above = (a: Affiliation) => a === 'owner' || a === 'moderator';
  return role === 'moderator' && !above(current) && !above(wanted);
}

/** Who decides a matter of a channel, as SQL: a moderator who has no part in it, else who runs the site. */
import type { Value } from './database.ts';

export interface Judge {
  /** Bare JID. */
  readonly jid: string;
  readonly isAdmin: boolean;
  /** Nobody else runs the site: whom nobody else could judge, they do, even their own act. */
  readonly isAlone: boolean;
}

export interface Condition {
  readonly where: string;
  readonly params: readonly Value[];
}

const OFFICE = `m.channel_id = c.id AND m.subscription = 'subscribed'
  AND m.affiliation IN ('owner', 'moderator')`;

/**
 * The condition that a judge decides a matter of channel `c` (NULL where it is none, or none any more).
 * `concerned` is the column of whom it concerns, who never decides; `doer` that of whose act it is.
 */
export function decidedBy(judge: Judge, concerned: string, doer?: string): Condition {
  const parties = doer === undefined ? [concerned] : [concerned, doer];
  const apart = (columns: readonly string[], other: string) =>
    columns.map((column) => `${column} <> ${other}`).join(' AND ');
  const moderates = `${apart(parties, '?')}
    AND EXISTS (SELECT 1 FROM memberships m WHERE ${OFFICE} AND m.jid = ?)`;
  const params = [...parties.map(() => judge.jid), judge.jid];
  if (!judge.isAdmin) return { where: `(${moderates})`, params };
  const kept = judge.isAlone ? [concerned] : parties;
  const falls = `${apart(kept, '?')} AND NOT EXISTS
    (SELECT 1 FROM memberships m WHERE ${OFFICE} AND ${apart(parties, 'm.jid')})`;
  return {
    where: `((${moderates}) OR (${falls}))`,
    params: [...params, ...kept.map(() => judge.jid)],
  };
}

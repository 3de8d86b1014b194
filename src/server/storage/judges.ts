/** Who decides a matter of a channel, as SQL: a moderator who has no part in it, else who runs the site. */
import type { Reader, Value } from './database.ts';

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

const differFrom = (columns: readonly string[], other: string) =>
  columns.map((column) => `${column} <> ${other}`).join(' AND ');

/**
 * The condition that a judge decides a matter of channel `c` (NULL where it is none, or none any more).
 * `concerned` is the column of whom it concerns, who never decides; `doer` that of whose act it is.
 */
export function decidedBy(judge: Judge, concerned: string, doer?: string): Condition {
  const parties = doer === undefined ? [concerned] : [concerned, doer];
  const moderates = `${differFrom(parties, '?')}
    AND EXISTS (SELECT 1 FROM memberships m WHERE ${OFFICE} AND m.jid = ?)`;
  const params = [...parties.map(() => judge.jid), judge.jid];
  if (!judge.isAdmin) return { where: `(${moderates})`, params };
  const kept = judge.isAlone ? [concerned] : parties;
  const falls = `${differFrom(kept, '?')} AND ${noModerator(parties)}`;
  return {
    where: `((${moderates}) OR (${falls}))`,
    params: [...params, ...kept.map(() => judge.jid)],
  };
}

/** The condition that nobody at all decides such a matter, where `admins` run the site. */
export function undecided(admins: readonly string[], concerned: string, doer?: string): Condition {
  const parties = doer === undefined ? [concerned] : [concerned, doer];
  const kept = admins.length === 1 ? [concerned] : parties;
  const barred = `(${kept.map((column) => `${column} = ?`).join(' OR ')})`;
  return {
    where: [noModerator(parties), ...admins.map(() => barred)].join(' AND '),
    params: admins.flatMap((jid) => kept.map(() => jid)),
  };
}

function noModerator(parties: readonly string[]): string {
  return `NOT EXISTS (SELECT 1 FROM memberships m WHERE ${OFFICE} AND ${differFrom(parties, 'm.jid')})`;
}

/** Whether a channel is moderated by anybody but those. */
export async function isModeratedBeside(
  reader: Reader,
  channelId: number,
  parties: readonly string[],
): Promise<boolean> {
  const row = await reader.get(
    `SELECT 1 AS found FROM memberships m JOIN channels c ON c.id = ? WHERE ${OFFICE}
       AND ${differFrom(
         parties.map(() => '?'),
         'm.jid',
       )} LIMIT 1`,
    ...[channelId, ...parties],
  );
  return row !== undefined;
}

/** Whether something has to be decided in a channel, whoever does. */
export async function hasOpenMatters(reader: Reader, channel: string): Promise<boolean> {
  const row = await reader.get(
    `SELECT 1 AS found FROM cases WHERE channel = ? AND state = 'open'
     UNION ALL SELECT 1 AS found FROM appeals WHERE channel = ? AND state = 'open' LIMIT 1`,
    ...[channel, channel],
  );
  return row !== undefined;
}

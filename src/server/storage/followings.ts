/** Who follows which of the open group channels that lists tell everybody of. */
import { SHOWS_FOLLOWED } from '../../protocol/config-vars.ts';
import type { Dialect, Reader } from './database.ts';
import { LISTED } from './directory.ts';
import { FOLLOWS } from './memberships.ts';

/** A person follows a channel. */
export interface Following {
  readonly person: string;
  readonly channel: number;
}

/** Channels of people that are looked at, those first in which something happened last; and how much of what these follow. */
const MOST_PEOPLE = 5_000;
const MOST_FOLLOWINGS = 20_000;

const SAID: Readonly<Record<Dialect, string>> = {
  sqlite: `vars ->> '$."${SHOWS_FOLLOWED}"'`,
  postgres: `CAST(vars AS json) ->> '${SHOWS_FOLLOWED}'`,
};

/** What people follow who let everybody see it. */
export async function shownFollowings(reader: Reader): Promise<Following[]> {
  const all = await reader.all<Following>(
    `SELECT m.jid AS person, m.channel_id AS channel FROM (
       SELECT jid, vars FROM channels
       WHERE type = 'personal' AND access_model = 'open' AND deleted_at IS NULL
       ORDER BY activity DESC LIMIT ?) p
     JOIN memberships m ON m.jid = p.jid
     WHERE ${SAID[reader.dialect]} IN ('true', '1') AND m.subscription = 'subscribed'
       AND m.affiliation <> 'outcast' LIMIT ?`,
    ...[MOST_PEOPLE, MOST_FOLLOWINGS],
  );
  // Not joined: PostgreSQL may take these for few, and compare each with all the others.
  const listed = await reader.all<{ id: number }>(`SELECT c.id FROM channels c WHERE ${LISTED}`);
  const ids = new Set(listed.map(({ id }) => id));
  return all.filter(({ channel }) => ids.has(channel));
}

/** How a person stands to such channels: which they follow, and which not, as those from which they are banned. */
export async function standingOf(
  reader: Reader,
  person: string,
): Promise<{ readonly channel: number; readonly follows: boolean }[]> {
  const rows = await reader.all<{ channel: number; follows: number }>(
    `SELECT c.id AS channel, CASE WHEN ${FOLLOWS} THEN 1 ELSE 0 END AS follows
     FROM memberships m JOIN channels c ON c.id = m.channel_id WHERE m.jid = ? AND ${LISTED}`,
    person,
  );
  return rows.map(({ channel, follows }) => ({ channel, follows: follows === 1 }));
}

import { type Incident, isAbout } from '../../protocol/incident.ts';
import type { PostPhoto } from '../../protocol/post-media.ts';
import { findChannel } from '../storage/channels.ts';
import type { Reader } from '../storage/database.ts';
import { deliveriesOf } from '../storage/incident-deliveries.ts';
import { eventsOf, type IncidentRow } from '../storage/incidents.ts';

/** Whether everybody may read it: its author said so, and an office has taken it up. */
export function isPublic({ open, state }: IncidentRow): boolean {
  return open === 1 && (state === 'working' || state === 'done');
}

/** How somebody stands to an incident: it decides how much of it they see. */
interface Close {
  readonly isAuthor: boolean;
  readonly isDesk: boolean;
}

/** Several, one after the other: a connection of PostgreSQL takes one question at a time. */
export async function allShown(
  reader: Reader,
  rows: readonly IncidentRow[],
  close: Close,
): Promise<readonly Incident[]> {
  const shown: Incident[] = [];
  for (const row of rows) shown.push(await asShown(reader, row, close));
  return shown;
}

/**
 * An incident as somebody is told of it. The account number, the photo and who it was are for its author
 * and the office; how it was sent on is for the office alone.
 */
export async function asShown(
  reader: Reader,
  row: IncidentRow,
  { isAuthor, isDesk }: Close,
): Promise<Incident> {
  const { reference, state, at, updated, text, channel } = row;
  const isClose = isAuthor || isDesk;
  const place = channel === '' ? undefined : await findChannel(reader, channel);
  // A channel may have been closed to the public since it was picked.
  const isNamed = place && (isClose || place.config.accessModel === 'open');
  const photo = isClose && row.photo !== null ? (JSON.parse(row.photo) as PostPhoto) : undefined;
  const events = await eventsOf(reader, row.rowId);
  const deliveries = isDesk ? await deliveriesOf(reader, row.rowId) : [];
  return {
    ...{ reference, state, at, updated, text },
    about: isAbout(row.about) ? row.about : 'other',
    where: row.place,
    channel: isNamed ? channel : '',
    channelTitle: isNamed ? place.config.title : '',
    account: isClose ? row.account : '',
    author: isClose ? row.author : '',
    open: row.open === 1,
    news: isAuthor && row.news === 1,
    ...(photo && { photo }),
    events: events.map(({ actor, ...event }) => ({ ...event, by: actor })),
    deliveries: deliveries.map(({ recipient, tries, due }) => ({
      ...{ to: recipient, tries, done: due === '' },
    })),
  };
}

/** What people report to an office, and what is said about it. */
import type { IncidentState } from '../../protocol/incident.ts';
import { OPEN_STATES, WAITING_STATES } from '../../protocol/incident.ts';
import type { Reader, Value, Writer } from './database.ts';

/** Which reports an official deals with: all, or those from channels of these places. */
export type Scope = 'all' | readonly string[];

export interface IncidentRow {
  readonly rowId: number;
  readonly reference: string;
  readonly id: string;
  readonly author: string;
  readonly about: string;
  readonly text: string;
  readonly place: string;
  readonly channel: string;
  readonly account: string;
  readonly open: number;
  readonly photo: string | null;
  readonly state: IncidentState;
  readonly at: string;
  readonly updated: string;
  readonly news: number;
}

export interface EventRow {
  readonly at: string;
  readonly actor: string;
  readonly state: IncidentState;
  readonly text: string;
}

const COLUMNS = `row_id AS "rowId", reference, id, author, about, text, place, channel, account, open, photo,
  state, at, updated, news`;

const names = (states: readonly IncidentState[]) => states.map((state) => `'${state}'`).join(', ');

/** Which incidents are meant. What everybody may read, an official has taken up. */
export type Chosen =
  | { readonly author: string }
  | { readonly open: Scope }
  | { readonly waiting: Scope }
  | 'public';

function conditionOf(chosen: Chosen): {
  readonly where: string;
  readonly params: readonly Value[];
} {
  if (chosen === 'public') {
    return { where: `open = 1 AND state IN (${names(['working', 'done'])})`, params: [] };
  }
  if ('author' in chosen) return { where: 'author = ?', params: [chosen.author] };
  const isOpen = 'open' in chosen;
  const states = names(isOpen ? OPEN_STATES : WAITING_STATES);
  const scope = isOpen ? chosen.open : chosen.waiting;
  if (scope === 'all') return { where: `state IN (${states})`, params: [] };
  // PostgreSQL takes no list of nothing.
  const places = scope.map(() => '?').join(', ') || 'NULL';
  const channels = `SELECT jid FROM channels WHERE place IN (${places}) AND deleted_at IS NULL`;
  return { where: `state IN (${states}) AND channel IN (${channels})`, params: scope };
}

/** A page of them, newest first, before the row `before`. */
export function listIncidents(
  reader: Reader,
  chosen: Chosen,
  before: number,
  max: number,
): Promise<IncidentRow[]> {
  const { where, params } = conditionOf(chosen);
  return reader.all<IncidentRow>(
    `SELECT ${COLUMNS} FROM incidents WHERE ${where} AND row_id < ? ORDER BY row_id DESC LIMIT ?`,
    ...[...params, before, max],
  );
}

/** A page of them, oldest first, after the row `after`. */
export function listIncidentsUp(
  reader: Reader,
  chosen: Chosen,
  after: number,
  max: number,
): Promise<IncidentRow[]> {
  const { where, params } = conditionOf(chosen);
  return reader.all<IncidentRow>(
    `SELECT ${COLUMNS} FROM incidents WHERE ${where} AND row_id > ? ORDER BY row_id LIMIT ?`,
    ...[...params, after, max],
  );
}

export async function countIncidents(reader: Reader, chosen: Chosen): Promise<number> {
  const { where, params } = conditionOf(chosen);
  const sql = `SELECT count(*) AS n FROM incidents WHERE ${where}`;
  return Number((await reader.get<{ n: number }>(sql, ...params))?.n ?? 0);
}

export function findIncident(reader: Reader, reference: string): Promise<IncidentRow | undefined> {
  return reader.get<IncidentRow>(`SELECT ${COLUMNS} FROM incidents WHERE reference = ?`, reference);
}

/** The reports of somebody that a photo goes with. */
export function incidentsWithPhoto(reader: Reader, author: string): Promise<IncidentRow[]> {
  return reader.all<IncidentRow>(
    `SELECT ${COLUMNS} FROM incidents WHERE author = ? AND photo IS NOT NULL`,
    author,
  );
}

/** The report that a phone sent under that id. */
export function findReported(
  reader: Reader,
  author: string,
  id: string,
): Promise<IncidentRow | undefined> {
  return reader.get<IncidentRow>(
    `SELECT ${COLUMNS} FROM incidents WHERE author = ? AND id = ?`,
    author,
    id,
  );
}

export async function insertIncident(
  writer: Writer,
  row: Omit<IncidentRow, 'rowId' | 'state' | 'news' | 'updated'>,
): Promise<void> {
  await writer.run(
    `INSERT INTO incidents (reference, id, author, about, text, place, channel, account, open, photo,
       state, at, updated, news)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'received', ?, ?, 0)`,
    ...[row.reference, row.id, row.author, row.about, row.text, row.place, row.channel],
    ...[row.account, row.open, row.photo, row.at, row.at],
  );
}

/** Something was said or done about it. `news`: its author is to be told. */
export async function insertEvent(
  writer: Writer,
  rowId: number,
  event: EventRow,
  news: boolean,
): Promise<void> {
  const { at, actor, state, text } = event;
  await writer.run(
    'INSERT INTO incident_events (incident_row_id, at, actor, state, text) VALUES (?, ?, ?, ?, ?)',
    ...[rowId, at, actor, state, text],
  );
  await writer.run(
    `UPDATE incidents SET state = ?, updated = ?${news ? ', news = 1' : ''} WHERE row_id = ?`,
    ...[state, at, rowId],
  );
}

export function eventsOf(reader: Reader, rowId: number): Promise<EventRow[]> {
  return reader.all<EventRow>(
    'SELECT at, actor, state, text FROM incident_events WHERE incident_row_id = ? ORDER BY row_id',
    rowId,
  );
}

/** Its author has seen what was said up to that moment. */
export async function seeEvents(
  writer: Writer,
  author: string,
  reference: string,
  updated: string,
): Promise<void> {
  await writer.run(
    'UPDATE incidents SET news = 0 WHERE author = ? AND reference = ? AND updated <= ?',
    ...[author, reference, updated],
  );
}

/** How many of somebody's reports have an answer that they have not seen. */
export async function countAnswered(reader: Reader, author: string): Promise<number> {
  const row = await reader.get<{ n: number }>(
    'SELECT count(*) AS n FROM incidents WHERE author = ? AND news = 1',
    author,
  );
  return row?.n ?? 0;
}

/** Takes a person's name and account number off what they reported: it is the office's to mend. */
export async function disownIncidents(writer: Writer, author: string): Promise<void> {
  await writer.run(
    "UPDATE incidents SET author = '', account = '', photo = NULL, news = 0, id = reference WHERE author = ?",
    author,
  );
}

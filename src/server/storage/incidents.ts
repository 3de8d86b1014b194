/** What people report to an office, and what is said about it. */
import type { IncidentState } from '../../protocol/incident.ts';
import { OPEN_STATES } from '../../protocol/incident.ts';
import type { Reader, Writer } from './database.ts';

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

/** Which incidents a list is of. What everybody may read, an official has taken up. */
const WHERE = {
  own: 'author = ?',
  desk: `state IN (${names(OPEN_STATES)}) AND ? = ''`,
  public: `open = 1 AND state IN (${names(['working', 'done'])}) AND ? = ''`,
} as const;

/** A page of them, newest first, before the row `before`. */
export function listIncidents(
  reader: Reader,
  who: keyof typeof WHERE,
  author: string,
  before: number,
  max: number,
): Promise<IncidentRow[]> {
  return reader.all<IncidentRow>(
    `SELECT ${COLUMNS} FROM incidents WHERE ${WHERE[who]} AND row_id < ? ORDER BY row_id DESC LIMIT ?`,
    who === 'own' ? author : '',
    before,
    max,
  );
}

export function findIncident(reader: Reader, reference: string): Promise<IncidentRow | undefined> {
  return reader.get<IncidentRow>(`SELECT ${COLUMNS} FROM incidents WHERE reference = ?`, reference);
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

/** How many reports an office has left to deal with. */
export async function countOpen(reader: Reader): Promise<number> {
  const row = await reader.get<{ n: number }>(
    `SELECT count(*) AS n FROM incidents WHERE state IN (${names(OPEN_STATES)})`,
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

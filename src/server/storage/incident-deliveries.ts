/** Deliveries: to whom each report is forwarded, how often that was tried, and when it is due again. */
import type { Reader, Writer } from './database.ts';

export interface DeliveryRow {
  readonly rowId: number;
  readonly incident: string;
  readonly way: string;
  readonly recipient: string;
  readonly tries: number;
  /** ISO 8601; empty once it is done. */
  readonly due: string;
}

const SELECT = `SELECT d.row_id AS "rowId", i.reference AS incident, d.way, d.recipient, d.tries, d.due
  FROM incident_deliveries d JOIN incidents i ON i.row_id = d.incident_row_id`;

export async function insertDelivery(
  writer: Writer,
  incidentRowId: number,
  delivery: { readonly way: string; readonly recipient: string; readonly due: string },
): Promise<void> {
  await writer.run(
    `INSERT INTO incident_deliveries (incident_row_id, way, recipient, tries, due)
     VALUES (?, ?, ?, 0, ?)`,
    ...[incidentRowId, delivery.way, delivery.recipient, delivery.due],
  );
}

/** The deliveries of one report. */
export function deliveriesOf(reader: Reader, incidentRowId: number): Promise<DeliveryRow[]> {
  return reader.all<DeliveryRow>(
    `${SELECT} WHERE d.incident_row_id = ? ORDER BY d.row_id`,
    incidentRowId,
  );
}

/**
 * Those to be tried by now on these ways, the longest waiting first; and those due after `latest`, as late as
 * none can be: the clock has been put back since.
 */
export function dueDeliveries(
  reader: Reader,
  ways: readonly string[],
  { now, latest }: { readonly now: string; readonly latest: string },
  max: number,
): Promise<DeliveryRow[]> {
  const places = ways.map(() => '?').join(', ') || "''";
  return reader.all<DeliveryRow>(
    `${SELECT} WHERE d.due <> '' AND (d.due <= ? OR d.due > ?) AND d.way IN (${places})
     ORDER BY d.due, d.row_id LIMIT ?`,
    ...[now, latest, ...ways, max],
  );
}

/** Those that failed are to be tried now, however long they were to wait. */
export async function hurryFailed(writer: Writer, now: string): Promise<void> {
  await writer.run(
    `UPDATE incident_deliveries SET due = ? WHERE due > ? AND tries > 0`,
    ...[now, now],
  );
}

/** Said before a try, where nobody can say yet what comes of it. */
export async function postponeDelivery(writer: Writer, rowId: number, due: string): Promise<void> {
  await writer.run('UPDATE incident_deliveries SET due = ? WHERE row_id = ?', due, rowId);
}

/** What came of a try: `due` is empty where it arrived. Why it did not is for the log alone. */
export async function noteDelivery(writer: Writer, rowId: number, due: string): Promise<void> {
  await writer.run(
    'UPDATE incident_deliveries SET tries = tries + 1, due = ? WHERE row_id = ?',
    ...[due, rowId],
  );
}

import { stringify } from 'csv-stringify/sync';
import type { AuditRow } from '../server/storage/audit.ts';
import type { Asked } from './asked.ts';

const COLUMNS = [
  ...['id', 'at', 'actor', 'office', 'channel', 'act', 'subject', 'detail', 'rule', 'reason'],
] as const satisfies readonly (keyof AuditRow)[];

/** What stands before the first act. */
export const headOf = ({ format }: Asked): string => (format === 'csv' ? csv([COLUMNS]) : '');

/** Acts as CSV (RFC 4180), or as JSON, one line each. */
export function written(rows: readonly AuditRow[], { format }: Asked): string {
  if (format === 'jsonl') return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  return csv(rows.map((row) => COLUMNS.map((column) => row[column])));
}

/** What begins like a formula gets a `'` before it: a sheet must not run what somebody wrote. */
const csv = (rows: readonly (readonly unknown[])[]): string =>
  stringify(rows as unknown[][], { escape_formulas: true, record_delimiter: 'windows' });

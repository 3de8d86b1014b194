import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { CsvError, parse } from 'csv-parse/sync';

/** A line of a file of the operator's, by the names in the file's first line. */
export interface CsvRow {
  /** Where it stands, as a sentence about it begins: `wards.csv, line 12`. */
  readonly where: string;
  /** What stands in that column; empty where there is no such column. */
  field(column: string): string;
}

interface Parsed {
  readonly info: { readonly lines: number };
  readonly record: readonly string[];
}

/**
 * The rows of CSV files (RFC 4180, UTF-8; lines that begin with `#` are remarks). What is wrong is added
 * to `complaints`, a sentence each.
 */
export function readCsv(
  paths: readonly string[],
  columns: { readonly needed: readonly string[]; readonly known: readonly string[] },
  complaints: string[],
): readonly CsvRow[] {
  return paths.flatMap((path) => {
    const name = basename(path);
    const [head, ...rows] = parsed(path, name, complaints);
    if (!head) return [];
    const where = `${name}, line ${head.info.lines}`;
    const missing = columns.needed.filter((column) => !head.record.includes(column));
    const unknown = head.record.filter((column) => !columns.known.includes(column));
    const twice = head.record.filter((column, at) => head.record.indexOf(column) !== at);
    for (const column of missing) complaints.push(`${where}: there is no column "${column}".`);
    for (const column of unknown) complaints.push(`${where}: nobody knows a column "${column}".`);
    for (const column of twice) complaints.push(`${where}: the column "${column}" is there twice.`);
    if (missing.length + unknown.length + twice.length > 0) return [];
    return rows.flatMap(({ info, record }) => {
      const at = `${name}, line ${info.lines}`;
      if (record.length > head.record.length) {
        complaints.push(`${at}: there are more fields than columns. Is a comma not in quotes?`);
        return [];
      }
      return [{ where: at, field: (column: string) => record[head.record.indexOf(column)] ?? '' }];
    });
  });
}

function parsed(path: string, name: string, complaints: string[]): readonly Parsed[] {
  try {
    return parse(readFileSync(path), {
      bom: true,
      comment: '#',
      comment_no_infix: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as readonly Parsed[];
  } catch (error) {
    if (error instanceof CsvError) {
      complaints.push(`${name}, line ${error.lines ?? 1}: this is no CSV (${error.message}).`);
    } else complaints.push(`${path} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
    return [];
  }
}

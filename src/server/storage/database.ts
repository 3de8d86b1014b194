/** Which SQL is spoken: all of it is written for both, and the few differences ask for this. */
export type Dialect = 'sqlite' | 'postgres';

export type Value = string | number | null;

/**
 * What the service needs of a database. Reading and writing are different types: what writes asks
 * for a `Writer`, and a `Writer` exists only inside a transaction.
 *
 * Statements are plain SQL with `?`, which never stands inside a literal. Every method is
 * asynchronous for PostgreSQL's sake; no network and no file work may be awaited inside a
 * transaction.
 */
export interface Reader {
  readonly dialect: Dialect;
  /** The first row, `undefined` where there is none. */
  get<Row>(sql: string, ...params: Value[]): Promise<Row | undefined>;
  all<Row>(sql: string, ...params: Value[]): Promise<Row[]>;
}

export interface Writer extends Reader {
  /** Answers with the number of rows changed. */
  run(sql: string, ...params: Value[]): Promise<number>;
  /** Runs `effect` once the transaction is on disk; never where it is rolled back. */
  onCommit(effect: () => void): void;
}

export interface Database {
  /** Runs `work` on one consistent state of the data. */
  read<T>(work: (reader: Reader) => Promise<T>): Promise<T>;
  /**
   * Runs `work` in a transaction, one at a time, in the order of the calls. Resolves after COMMIT
   * and fsync; rolls back and rejects where `work` throws. Throws {@link StorageError}.
   */
  write<T>(work: (writer: Writer) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** `busy`: somebody else holds the database, or too much waits for it; `full`: no room. Both may pass. */
export class StorageError extends Error {
  readonly code: 'busy' | 'full';

  constructor(code: 'busy' | 'full', cause: unknown) {
    super(`storage ${code}`, { cause });
    this.code = code;
  }
}

/** The row of a question that always has one, in the same transaction: a mistake of ours where it has none. */
export function expectRow<Row>(row: Row | undefined): Row {
  if (row === undefined) throw new Error('A row that must be there is missing.');
  return row;
}

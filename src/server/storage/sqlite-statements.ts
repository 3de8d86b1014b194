import type { Reader, Value, Writer } from './database.ts';
import { type Connection, prepared } from './sqlite-connection.ts';

/** Reads on a connection, inside the transaction that somebody began. */
export class Statements implements Reader {
  readonly dialect = 'sqlite';
  protected readonly connection: Connection;

  constructor(connection: Connection) {
    this.connection = connection;
  }

  async get<Row>(sql: string, ...params: Value[]): Promise<Row | undefined> {
    return prepared(this.connection, sql).get(...params) as Row | undefined;
  }

  async all<Row>(sql: string, ...params: Value[]): Promise<Row[]> {
    return prepared(this.connection, sql).all(...params) as Row[];
  }
}

/** Reads and writes; what is to happen after the commit is collected. */
export class WritingStatements extends Statements implements Writer {
  readonly effects: (() => void)[] = [];

  async run(sql: string, ...params: Value[]): Promise<number> {
    return prepared(this.connection, sql).run(...params).changes;
  }

  onCommit(effect: () => void): void {
    this.effects.push(effect);
  }
}

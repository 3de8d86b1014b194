import { randomUUID } from 'node:crypto';
import pg from 'pg';

/** Has the newest schema, and nothing in it. */
export const MIGRATED = 'migrated';

/** Makes an empty database on a PostgreSQL server, or a copy of another; gives its address. */
export async function createPostgresDatabase(
  server: string,
  copied: 'template1' | typeof MIGRATED = 'template1',
): Promise<string> {
  const name = `t${randomUUID().replaceAll('-', '')}`;
  await queryPostgres(`${server}/postgres`, `CREATE DATABASE ${name} TEMPLATE ${copied}`);
  return `${server}/${name}`;
}

/** Asks a database one thing, on a connection of its own. */
export async function queryPostgres<Row extends pg.QueryResultRow>(
  database: string,
  sql: string,
  params: readonly unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client(database);
  await client.connect();
  try {
    return (await client.query<Row>(sql, [...params])).rows;
  } finally {
    await client.end();
  }
}

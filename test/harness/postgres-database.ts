import { randomUUID } from 'node:crypto';
import pg from 'pg';

/** Makes an empty database on a PostgreSQL server; gives its address. */
export async function createPostgresDatabase(server: string): Promise<string> {
  const name = `t${randomUUID().replaceAll('-', '')}`;
  await queryPostgres(`${server}/postgres`, `CREATE DATABASE ${name}`);
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

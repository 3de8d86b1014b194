import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { FatalError } from './fatal-error.ts';
import { runTool } from './run-tool.ts';
import { notOpened } from './storage/open.ts';

/** Debian keeps a folder for each version, off the PATH. */
const VERSIONS = '/usr/lib/postgresql';

/** Dumps the database behind an address as it is at one moment; gives its schema version. */
export async function dumpPostgres(url: string, file: string): Promise<number> {
  const schema = await postgresSchema(url);
  if (schema === null) throw new FatalError('The database that DATABASE_URL names is empty.');
  const { address, env } = withoutPassword(url);
  await runTool(tool('pg_dump'), ['--format=custom', `--file=${file}`, `--dbname=${address}`], env);
  return schema;
}

/** Puts a dump in the place of whatever the database holds: all of it, or nothing. */
export async function restorePostgres(url: string, file: string): Promise<void> {
  const { address, env } = withoutPassword(url);
  const whole = ['--single-transaction', '--clean', '--if-exists', '--exit-on-error'];
  const mine = ['--no-owner', '--no-privileges'];
  await runTool(tool('pg_restore'), [...whole, ...mine, `--dbname=${address}`, file], env);
}

/** The schema version of the database behind an address; `null` where it holds no WiFi Chat. */
export async function postgresSchema(url: string): Promise<number | null> {
  const client = new pg.Client(url);
  try {
    await client.connect();
    const found = await client.query("SELECT to_regclass('schema_version') AS name");
    if (found.rows[0]?.name === null) return null;
    const { rows } = await client.query<{ version: string }>('SELECT version FROM schema_version');
    return rows[0] ? Number(rows[0].version) : null;
  } catch (error) {
    throw notOpened(url, error as Error);
  } finally {
    await client.end();
  }
}

/** A password among the arguments would stand in the list of processes. */
function withoutPassword(url: string): { address: string; env: Record<string, string> } {
  const address = new URL(url);
  const password = decodeURIComponent(address.password);
  address.password = '';
  return { address: address.href, env: password ? { PGPASSWORD: password } : {} };
}

/** The newest one that is installed: it must not be older than the server. */
function tool(name: string): string {
  const versions = existsSync(VERSIONS) ? readdirSync(VERSIONS) : [];
  const newest = versions.sort((a, b) => Number(b) - Number(a))[0];
  return newest === undefined ? name : join(VERSIONS, newest, 'bin', name);
}

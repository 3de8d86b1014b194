import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { FatalError } from './fatal-error.ts';
import { runTool } from './run-tool.ts';
import { notOpened } from './storage/open.ts';
import { NUMBERS_PASSED } from './storage/pass-numbers.ts';

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

/**
 * Puts a dump in the place of whatever the database holds, all of it or nothing. `script` is where it is
 * unpacked to.
 */
export async function restorePostgres(url: string, file: string, script: string): Promise<void> {
  const { address, env } = withoutPassword(url);
  const mine = ['--clean', '--if-exists', '--no-owner', '--no-privileges'];
  await runTool(tool('pg_restore'), [...mine, `--file=${script}`, file]);
  const whole = ['--no-psqlrc', '--quiet', '--single-transaction', '--set=ON_ERROR_STOP=1'];
  const steps = [`--command=${DROP_ALL}`, `--file=${script}`, `--command=${PASS_NUMBERS}`];
  // What it tells of each step is no complaint.
  const quiet = { ...env, PGOPTIONS: '-c client_min_messages=warning' };
  const told = ['--output=/dev/null', `--dbname=${address}`];
  await runTool(tool('psql'), [...whole, ...steps, ...told], quiet);
}

/**
 * A dump names only what it holds: a table of a later version would be in its way, and in that of the next
 * update. What others own stays.
 */
const DROP_ALL = `DO $$ DECLARE one record; BEGIN
  FOR one IN SELECT c.oid::regclass AS name FROM pg_class c
    WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'
      AND pg_get_userbyid(relowner) = current_user
      AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = c.oid AND deptype = 'e')
  LOOP EXECUTE 'DROP TABLE ' || one.name || ' CASCADE'; END LOOP;
  DROP FUNCTION IF EXISTS audit_refuses;
END $$`;

/** As `passNumbers`. After a dump was read, no schema is looked through for a table. */
const PASS_NUMBERS = `SELECT setval(numbers, pg_sequence_last_value(numbers) + ${NUMBERS_PASSED})
  FROM (SELECT pg_get_serial_sequence(c.oid::regclass::text, 'seq')::regclass AS numbers
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'seq'
    WHERE c.relname = 'changes' AND a.attidentity <> '') s`;

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

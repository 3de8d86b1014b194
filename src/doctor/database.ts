import { isPostgres } from '../server/storage/open.ts';
import { type Finding, ok, warn, wrong } from './finding.ts';
import { ask, type Patient } from './patient.ts';

/** What each setting must be for "acknowledged" to mean "on disk". */
const SAFE: Readonly<Record<string, readonly string[]>> = {
  journal_mode: ['wal'],
  // FULL and EXTRA
  synchronous: ['2', '3'],
  foreign_keys: ['1'],
  synchronous_commit: ['on', 'remote_write', 'remote_apply'],
  fsync: ['on'],
  full_page_writes: ['on'],
};

const INFO = /^wifi_chat_database_info\{(.*)\} 1$/m;

/** Reads the settings of the service's own connection: those of another one would prove nothing. */
export async function examineDatabase(patient: Patient): Promise<Finding[]> {
  const answer = await ask(patient, '/metrics');
  const labels = INFO.exec(answer.ok ? await answer.text() : '')?.[1];
  if (labels === undefined) {
    const why = 'the service does not tell its settings here';
    const remedy = 'Run this on the machine of the site, with SITE=http://localhost:PORT.';
    return [warn('database', `The database's settings are not known: ${why}. ${remedy}`)];
  }
  const pairs = [...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value]);
  return databaseFindings(Object.fromEntries(pairs), isPostgres(patient.database));
}

/** Judges the settings of a connection, by their names in the database. */
export function databaseFindings(
  settings: Readonly<Record<string, string>>,
  postgres: boolean,
): Finding[] {
  const check = 'database';
  const bad = Object.entries(settings).filter(
    ([name, value]) => SAFE[name] && !SAFE[name].includes(value),
  );
  if (bad.length === 0) {
    const list = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
    return [ok(check, `What is acknowledged is on disk (${list.join(', ')}).`)];
  }
  const where = postgres ? "PostgreSQL's configuration" : 'the service: this is a defect of ours';
  return bad.map(([name, value]) =>
    wrong(
      check,
      `${name} is ${value}: what people have sent can be lost with the power. Set it to ${SAFE[name]?.[0]} in ${where}.`,
    ),
  );
}

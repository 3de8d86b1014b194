import { type ExecFileSyncOptions, execFileSync } from 'node:child_process';
import { chownSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { openPostgres } from '../../src/server/storage/postgres.ts';
import { freePort } from './free-port.ts';
import { MIGRATED, queryPostgres } from './postgres-database.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address of a PostgreSQL server for this run; databases are made in it as tests need them. */
    postgres: string;
  }
}

/** Debian's folders for each version, the newest first. */
function programs(): string {
  const versions = readdirSync('/usr/lib/postgresql').sort((a, b) => Number(b) - Number(a));
  return join('/usr/lib/postgresql', versions[0] as string, 'bin');
}

/** PostgreSQL refuses to run as root: there it runs as the user that its package made. */
function asServer(file: string, args: readonly string[]): void {
  const options: ExecFileSyncOptions = { stdio: 'pipe', cwd: tmpdir() };
  if (process.getuid?.() === 0)
    execFileSync('runuser', ['-u', 'postgres', '--', file, ...args], options);
  else execFileSync(file, args, options);
}

/** Between looking for a port and using it somebody else may take it: then another one is tried. */
async function startOnFreePort(start: (port: number) => void): Promise<number> {
  for (let left = 3; ; left -= 1) {
    const port = await freePort();
    try {
      start(port);
      return port;
    } catch (error) {
      if (left === 0) throw error;
    }
  }
}

/** Starts a PostgreSQL of this run's own, on a socket and a port of its own, and ends it after. */
export async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'wifi-chat-postgres-'));
  if (process.getuid?.() === 0) {
    const [uid, gid] = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, 'postgres'])));
    chownSync(folder, uid as number, gid as number);
  }
  const bin = programs();
  const data = join(folder, 'data');
  asServer(join(bin, 'initdb'), [
    '-D',
    data,
    '-U',
    'test',
    '-A',
    'trust',
    '--no-sync',
    '-E',
    'UTF8',
    '--locale=C.UTF-8',
  ]);
  const port = await startOnFreePort((port) => {
    // Without fsync: these tests ask what is answered, not what survives the power.
    const settings = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c fsync=off`;
    const log = join(folder, 'log');
    asServer(join(bin, 'pg_ctl'), ['-D', data, '-w', '-l', log, '-o', settings, 'start']);
  });
  const server = `postgres://test@127.0.0.1:${port}`;
  await queryPostgres(`${server}/postgres`, `CREATE DATABASE ${MIGRATED}`);
  await (await openPostgres(`${server}/${MIGRATED}`)).close();
  project.provide('postgres', server);
  return () => {
    asServer(join(bin, 'pg_ctl'), ['-D', data, '-m', 'immediate', 'stop']);
    rmSync(folder, { recursive: true, force: true });
  };
}

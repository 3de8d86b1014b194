import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { FatalError } from '../fatal-error.ts';
import type { Paths } from './paths.ts';

/** How long Prosody may take to close its streams before it is ended, in milliseconds. */
const STOP_PATIENCE = 10_000;

/** How often a process is looked at, in milliseconds; one that was adopted sends no exit event. */
const LOOK_EVERY = 250;

/** The id of the Prosody that runs on this data folder, whoever started it; `null` where none does. */
export function findProsody(paths: Paths): number | null {
  if (!existsSync(paths.pid)) return null;
  const pid = Number(readFileSync(paths.pid, 'utf8'));
  return Number.isInteger(pid) && pid > 0 && isProsody(pid, paths) ? pid : null;
}

/**
 * Whether there is such a process. Asked of one just started: while the kernel loads a program, its
 * command line is empty for a moment, and {@link isProsody} would not know it.
 */
export function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false; // gone
  }
}

/** Process ids are used again, so a live one is ours only if its command line names our file. */
export function isProsody(pid: number, paths: Paths): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(paths.config);
  } catch {
    return false; // gone
  }
}

/**
 * Starts Prosody in a session of its own: a Ctrl-C meant for this process, or its death, must not
 * take the streams of all phones with it.
 *
 * @returns its process id.
 * @throws FatalError where it cannot be run.
 */
export async function spawnProsody(paths: Paths): Promise<number> {
  if (existsSync(paths.log)) renameSync(paths.log, `${paths.log}.1`);
  const output = openSync(paths.output, 'w', 0o600);
  const child = spawn('prosody', ['-F', '--config', paths.config], {
    cwd: paths.folder,
    detached: true,
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  await spawned(child);
  const pid = child.pid as number;
  try {
    // Prosody writes the same a moment later; should this process die before that, the next finds it.
    writeFileSync(paths.pid, String(pid), { mode: 0o600 });
  } catch (error) {
    // Nobody would find it again, and it holds the ports. So young it has nothing to lose.
    child.kill('SIGKILL');
    throw error;
  }
  child.unref();
  return pid;
}

function spawned(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (error) =>
      reject(new FatalError(`Prosody cannot be started: ${error.message}. Is it installed?`)),
    );
  });
}

/** Resolves when that Prosody is gone, or when `until` is aborted. */
export async function prosodyGone(pid: number, paths: Paths, until?: AbortSignal): Promise<void> {
  while (!until?.aborted && isProsody(pid, paths)) await delay(LOOK_EVERY);
}

/** Ends Prosody, by force where it does not go by itself. */
export async function stopProsody(pid: number, paths: Paths): Promise<void> {
  if (!isProsody(pid, paths)) return;
  signal(pid, 'SIGTERM');
  await prosodyGone(pid, paths, AbortSignal.timeout(STOP_PATIENCE));
  if (isProsody(pid, paths)) signal(pid, 'SIGKILL');
  await prosodyGone(pid, paths);
}

function signal(pid: number, name: 'SIGTERM' | 'SIGKILL'): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    // It ended between the look and the signal: what was wanted.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '../log.ts';
import { keepWriteAheadLog } from './accounts-database.ts';
import type { Paths } from './paths.ts';
import { findProsody, prosodyGone, spawnProsody, stopProsody } from './prosody-process.ts';
import { prosodyReady } from './readiness.ts';
import type { Ports } from './state.ts';

/** Waits before Prosody is started again, in milliseconds: doubled from the first to the last. */
const FIRST_WAIT = 1_000;
const LAST_WAIT = 30_000;

/** One that ran for so long had no trouble starting: the wait begins anew. */
const SETTLED = 60_000;

export interface KeeperOptions {
  readonly paths: Paths;
  readonly ports: Ports;
  /** The text of the configuration that it must run on. */
  readonly config: string;
  readonly log: Log;
}

/** Has one Prosody running on one data folder, from `start` until `stop`. */
export class ProsodyKeeper {
  readonly #options: KeeperOptions;
  readonly #stopping = new AbortController();
  #pid: number | null = null;
  #ready = false;
  #starting: Promise<void> = Promise.resolve();
  #watching: Promise<void> = Promise.resolve();

  constructor(options: KeeperOptions) {
    this.#options = options;
  }

  isReady(): boolean {
    return this.#ready;
  }

  /** @throws FatalError where Prosody cannot be started. */
  async start(): Promise<void> {
    this.#starting = this.#adoptOrSpawn();
    await this.#starting;
    this.#watching = this.#watch();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    // Asked to stop in the middle of a start, there may be a process only at its end. Why it failed, if
    // so, `start` says.
    await this.#starting.catch(() => undefined);
    await this.#watching;
    this.#ready = false;
    if (this.#pid !== null) await stopProsody(this.#pid, this.#options.paths);
  }

  /** Goes on with a Prosody that outlived our forerunner, if it runs on the very same configuration. */
  async #adoptOrSpawn(): Promise<void> {
    const { paths, ports, config, log } = this.#options;
    this.#pid = findProsody(paths);
    if (this.#pid !== null && readIfThere(paths.config) !== config) {
      await stopProsody(this.#pid, paths);
      this.#pid = null;
    }
    if (this.#pid === null) {
      writeFileSync(paths.config, config, { mode: 0o600 });
      chmodSync(paths.config, 0o600);
      keepWriteAheadLog(paths.database);
      this.#pid = await spawnProsody(paths);
    } else {
      log.info('Prosody was still running: going on with it');
    }
    const pid = this.#pid;
    await prosodyReady(pid, ports, paths).catch(async (error) => {
      // Nobody would look at one again that runs and does not answer.
      await stopProsody(pid, paths);
      this.#pid = null;
      throw error;
    });
    this.#ready = true;
  }

  async #watch(): Promise<void> {
    const { paths, log } = this.#options;
    const stopping = this.#stopping.signal;
    let wait = FIRST_WAIT;
    while (!stopping.aborted) {
      const since = performance.now();
      if (this.#pid !== null) await prosodyGone(this.#pid, paths, stopping);
      if (stopping.aborted) return;
      this.#ready = false;
      if (performance.now() - since > SETTLED) wait = FIRST_WAIT;
      log.error('Prosody has ended and will be started again', { waitMs: wait });
      // It rejects for one reason: we are stopped.
      await delay(wait, undefined, { signal: stopping }).catch(() => undefined);
      if (stopping.aborted) return;
      wait = Math.min(wait * 2, LAST_WAIT);
      await this.#adoptOrSpawn().catch((error: Error) =>
        log.error('Prosody could not be started', { error }),
      );
    }
  }
}

function readIfThere(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

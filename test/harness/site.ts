import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eventually, PATIENCE } from './eventually.ts';
import { freePort } from './free-port.ts';

const MAIN = fileURLToPath(new URL('../../dist/server/main.js', import.meta.url));

/** Those whose processes and folders are still there. */
const open = new Set<Site>();
function abandonAll(): void {
  for (const site of open) site.abandon();
}

process.once('exit', abandonAll);
// A test run that is broken off leaves nothing either. Vitest forbids `process.exit`.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    abandonAll();
    process.kill(process.pid, signal);
  });
}
process.once('disconnect', abandonAll);

/** A busy machine says nothing about us. */
const READY_WITHIN = PATIENCE;
const STOP_WITHIN = PATIENCE;

export interface SiteOptions {
  /** Settings besides PORT, DATA_DIR, `LIMITS=off` and `PLAIN_HTTP=full`, or in their place. */
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Starts a whole WiFi Chat as `npm start` does, in a process, on a port and in a data folder of its
 * own, and waits until it is ready. What is left of it goes with the test's process at the latest.
 */
export async function startSite(options: SiteOptions = {}): Promise<Site> {
  const site = new Site(await freePort(), options.env ?? {});
  await site.start();
  return site;
}

export class Site {
  readonly url: string;
  readonly domain: string;
  readonly dataDir: string;
  /** Of `admin`; known from the first start on. */
  adminPassword = '';
  /** Everything printed so far, by all processes that this site has had. */
  output = '';
  process!: ChildProcess;
  readonly #env: NodeJS.ProcessEnv;
  readonly #ownsDataDir: boolean;

  constructor(port: number, env: Readonly<Record<string, string>>) {
    this.#ownsDataDir = env.DATA_DIR === undefined;
    this.dataDir = env.DATA_DIR ?? mkdtempSync(join(tmpdir(), 'wifi-chat-'));
    this.domain = env.DOMAIN ?? 'localhost';
    this.#env = {
      ...process.env,
      ...{ PORT: String(port), LIMITS: 'off', PLAIN_HTTP: 'full', ...env, DATA_DIR: this.dataDir },
    };
    this.url = `http://localhost:${this.#env.PORT}`;
    open.add(this);
  }

  /** Base of Prosody's own HTTP, which believes the `X-Forwarded-For` that it is sent. */
  get prosodyHttpUrl(): string {
    const state = JSON.parse(readFileSync(join(this.dataDir, 'prosody/state.json'), 'utf8'));
    return `http://127.0.0.1:${state.ports.http}`;
  }

  /** The process id of the Prosody that runs now, `null` where none does. */
  get prosodyPid(): number | null {
    const file = join(this.dataDir, 'prosody/prosody.pid');
    const pid = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
    return this.isProsody(pid) ? pid : null;
  }

  /** Whether that process is a Prosody of this site, and lives: of a zombie nothing can be read. */
  isProsody(pid: number): boolean {
    const file = `/proc/${pid}/cmdline`;
    return existsSync(file) && readFileSync(file, 'utf8').includes(this.dataDir);
  }

  /** Starts it (again) and waits until it is ready. `env` changes settings from now on. */
  async start(env: Readonly<Record<string, string>> = {}): Promise<void> {
    Object.assign(this.#env, env);
    const said = this.output.length;
    this.spawn();
    await eventually(async () => {
      if (this.hasExited) return 'exited';
      // The last that is printed: a first start names the password before it.
      const hasSaid = this.output.includes('WiFi Chat is ready', said);
      return hasSaid && (await fetch(`${this.url}/health`)).ok;
    }, READY_WITHIN).catch(() => undefined);
    const isReady = await this.isReady();
    if (!isReady) throw new Error(`The site did not become ready. It printed:\n${this.output}`);
    this.adminPassword ||= /Username: admin\n\s*Password: (\S+)/.exec(this.output)?.[1] ?? '';
  }

  /** Starts it without waiting for anything. */
  spawn(): void {
    this.process = spawn(process.execPath, [MAIN], {
      env: this.#env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const collect = (piece: Buffer) => {
      this.output += piece;
    };
    this.process.stdout?.on('data', collect);
    this.process.stderr?.on('data', collect);
  }

  async isReady(): Promise<boolean> {
    return fetch(`${this.url}/health`).then(
      (answer) => answer.ok,
      () => false,
    );
  }

  /** Kills its Prosody, and waits until the site is ready on another one: before it is there, the site may not know. */
  async killProsody(): Promise<void> {
    const killed = this.prosodyPid as number;
    process.kill(killed, 'SIGKILL');
    await eventually(() => ![killed, null].includes(this.prosodyPid), READY_WITHIN);
    await eventually(() => this.isReady(), READY_WITHIN);
  }

  /** Sends a signal to the Node.js process and waits for its end; gives its exit code. */
  async kill(signal: NodeJS.Signals): Promise<number | null> {
    this.process.kill(signal);
    await this.exited();
    return this.process.exitCode;
  }

  /** Waits for the end of the Node.js process. */
  async exited(): Promise<void> {
    await eventually(() => this.hasExited, STOP_WITHIN);
  }

  async restart(env: Readonly<Record<string, string>> = {}): Promise<void> {
    if (!this.hasExited) await this.kill('SIGTERM');
    await this.start(env);
  }

  /** Ends everything and removes the data folder. */
  async stop(): Promise<void> {
    if (!this.hasExited) await this.kill('SIGTERM').catch(() => undefined);
    this.abandon();
  }

  get hasExited(): boolean {
    return this.process.exitCode !== null || this.process.signalCode !== null;
  }

  /** By force and at once: a process that is about to exit cannot wait. */
  abandon(): void {
    open.delete(this);
    if (this.process && !this.hasExited) this.process.kill('SIGKILL');
    const pid = this.prosodyPid;
    if (pid !== null) process.kill(pid, 'SIGKILL');
    if (this.#ownsDataDir) rmSync(this.dataDir, { recursive: true, force: true });
  }
}

import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { eventually } from '../../../test/harness/eventually.ts';

/** Those that still run: they go with this process at the latest. */
const running = new Set<ProcessGroup>();
process.once('exit', () => {
  for (const group of running) group.kill('SIGKILL');
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    console.error(`Ended by ${signal}.`);
    process.exit(1);
  });
}

/** A program with all that it starts; what it prints goes to a file. */
export class ProcessGroup {
  readonly #process: ChildProcess;

  constructor(command: readonly string[], options: { cwd: string; output: string }) {
    const output = openSync(options.output, 'w');
    const [program = '', ...args] = command;
    this.#process = spawn(program, args, {
      cwd: options.cwd,
      detached: true,
      stdio: ['ignore', output, output],
    });
    closeSync(output);
    running.add(this);
  }

  get hasExited(): boolean {
    return this.#process.exitCode !== null || this.#process.signalCode !== null;
  }

  kill(signal: NodeJS.Signals): void {
    try {
      process.kill(-(this.#process.pid as number), signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }

  /** Ends it, by force: nothing of it is kept. */
  async stop(): Promise<void> {
    this.kill('SIGKILL');
    await eventually(() => this.hasExited);
    running.delete(this);
  }
}

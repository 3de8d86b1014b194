import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Commands } from './commands.ts';

const PROCESS = fileURLToPath(new URL('load-process.ts', import.meta.url));

export interface Order {
  readonly id: number;
  readonly command: keyof Commands;
  readonly args: readonly unknown[];
}

type Answer = { id: number; result?: unknown; error?: string };

/** The clients of all measurements, in a process of their own. */
export class Load {
  readonly #process: ChildProcess;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #last = 0;
  #stopped = false;

  constructor() {
    this.#process = spawn(process.execPath, ['--import', 'tsx', PROCESS], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.#process.on('message', (answer: Answer) => this.#waiting.get(answer.id)?.(answer));
    this.#process.once('exit', (code, signal) => {
      if (!this.#stopped) throw new Error(`the load process ended with ${code ?? signal}`);
    });
    process.once('exit', () => this.stop());
  }

  /** Has it done there; gives the result. */
  async order<C extends keyof Commands>(
    command: C,
    ...args: Parameters<Commands[C]>
  ): Promise<Awaited<ReturnType<Commands[C]>>> {
    this.#last += 1;
    const id = this.#last;
    const answer = await new Promise<Answer>((resolve) => {
      this.#waiting.set(id, resolve);
      this.#process.send({ id, command, args } satisfies Order);
    });
    this.#waiting.delete(id);
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer.result as Awaited<ReturnType<Commands[C]>>;
  }

  stop(): void {
    this.#stopped = true;
    this.#process.kill('SIGKILL');
  }
}

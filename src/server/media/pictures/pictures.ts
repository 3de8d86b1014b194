import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { HttpError } from '../http-error.ts';
import { PAINTER_MEMORY, PAINTING_PATIENCE } from './limits.ts';
import type { Painted } from './paint.ts';
import type { Outcome, Task } from './painter.ts';
import { RefusedPicture } from './refused-picture.ts';
import type { PictureKind } from './sizes.ts';

/** Without work for so long, it is ended, in milliseconds: memory is for what is used. */
const IDLE = 30_000;

/** Who ends the painter by these ends the site, with all of its processes: no picture does that. */
const ENDINGS: readonly unknown[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Makes pictures, one after the other, in a process whose memory is capped: a picture that was made
 * to hurt ends that process and not this one.
 */
export class Pictures {
  readonly #program: string;
  #painter: ChildProcess | undefined;
  #queue: Promise<unknown> = Promise.resolve();
  #idle: NodeJS.Timeout | undefined;
  #waiting = 0;
  #isStopped = false;

  /** `program`: path of the built `painter.ts`. */
  constructor(program: string) {
    this.#program = program;
  }

  /** How many pictures are being made or wait for it. */
  get waiting(): number {
    return this.#waiting;
  }

  /**
   * Makes the picture in that file into every size and type of its kind.
   *
   * @throws RefusedPicture, HttpError 503 where this ends before it is made
   */
  make(path: string, kind: PictureKind): Promise<readonly Painted[]> {
    this.#waiting += 1;
    const made = this.#queue.then(() => this.#run({ path, kind }));
    this.#queue = made.then(
      () => this.#rest(),
      () => this.#rest(),
    );
    return made;
  }

  /** Ends the process for good. What is under way fails, and can be sent again. */
  stop(): void {
    this.#isStopped = true;
    this.#end();
  }

  #end(): void {
    clearTimeout(this.#idle);
    this.#painter?.kill('SIGKILL');
    this.#painter = undefined;
  }

  #rest(): void {
    this.#waiting -= 1;
    if (this.#waiting > 0) return;
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.#end(), IDLE).unref();
  }

  async #run(task: Task): Promise<readonly Painted[]> {
    clearTimeout(this.#idle);
    const outcome = this.#isStopped ? 'ended' : await this.#ask(task);
    if (outcome === 'ended') {
      throw new HttpError(503, 'Pictures are not taken just now. Try again soon.', {
        'Retry-After': '5',
      });
    }
    if ('painted' in outcome) return outcome.painted;
    if ('trouble' in outcome) throw new RefusedPicture(outcome.trouble);
    throw new Error(`a picture could not be made: ${outcome.failure}`);
  }

  #start(): ChildProcess {
    const painter = start(this.#program);
    // One that dies while it rests is no picture's fault: the next has another.
    const gone = () => {
      if (this.#painter === painter) this.#painter = undefined;
    };
    painter.on('exit', gone).on('error', gone);
    this.#painter = painter;
    return painter;
  }

  /** A painter that dies or is silent for too long was given something made to hurt: `broken`. */
  #ask(task: Task): Promise<Outcome | 'ended'> {
    const painter = this.#painter ?? this.#start();
    return new Promise((resolve) => {
      const settle = (outcome: Outcome | 'ended') => {
        clearTimeout(late);
        painter.off('message', settle).off('exit', gone).off('error', lost);
        resolve(outcome);
      };
      const lost = () => {
        if (this.#painter === painter) this.#end();
        settle(this.#isStopped ? 'ended' : { trouble: 'broken' });
      };
      const gone = (_: number | null, signal: NodeJS.Signals | null) =>
        ENDINGS.includes(signal) ? settle('ended') : lost();
      const late = setTimeout(lost, PAINTING_PATIENCE);
      painter.once('message', settle);
      painter.once('exit', gone);
      painter.once('error', lost);
      painter.send(task, (error) => error && lost());
    });
  }
}

/** Of util-linux, which every Debian has. */
const PRLIMIT = '/usr/bin/prlimit';

/** Its writable memory is capped by the kernel, where that can be; reserved addresses do not count. */
function start(painter: string): ChildProcess {
  const run = [process.execPath, painter];
  const capped = existsSync(PRLIMIT) ? [PRLIMIT, `--data=${PAINTER_MEMORY}`, ...run] : run;
  const [program, ...args] = capped as [string, ...string[]];
  return spawn(program, args, {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    serialization: 'advanced',
    // Whoever gets hold of it finds no secret in its surroundings.
    env: {},
  });
}

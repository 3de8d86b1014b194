import type { Log } from './log.ts';
import type { ServiceContext } from './service/context.ts';
import { endBans } from './service/end-bans.ts';
import { endNotices } from './service/end-notices.ts';
import { forgetOld } from './service/forget-old.ts';
import { countUndecided } from './service/who-decides.ts';

/** How often it is looked for what is over, and for what nobody decides, in milliseconds. */
const LOOK_EVERY = 30_000;

/** How often it is looked for what was kept long enough, in milliseconds. */
const FORGET_EVERY = 3_600_000;

type Work = (ctx: ServiceContext) => Promise<void>;

/** Periodic work of the channel service, one task after the other. */
export class Housekeeping {
  readonly #ctx: ServiceContext;
  readonly #log: Log;
  readonly #onFailure: (error: unknown) => void;
  #working = Promise.resolve();
  #timers: readonly NodeJS.Timeout[] = [];
  #undecided = 0;

  constructor(ctx: ServiceContext, log: Log, onFailure: (error: unknown) => void) {
    this.#ctx = ctx;
    this.#log = log;
    this.#onFailure = onFailure;
  }

  /** How many reports and appeals nobody could decide when it was looked last. */
  get undecided(): number {
    return this.#undecided;
  }

  /** Begins with what was left to do while no process ran. */
  start(): void {
    this.#timers = [
      this.#regularly(endBans, LOOK_EVERY),
      this.#regularly(endNotices, LOOK_EVERY),
      this.#regularly(forgetOld, FORGET_EVERY),
      this.#regularly(() => this.#countUndecided(), LOOK_EVERY),
    ];
  }

  /** A report or an appeal may be left that nobody decides. */
  lookForJudges(): void {
    this.#then(() => this.#countUndecided());
  }

  /** Begins nothing more; resolves when nothing is under way. */
  async stop(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    await this.#working;
  }

  #regularly(work: Work, every: number): NodeJS.Timeout {
    this.#then(work);
    return setInterval(() => this.#then(work), every);
  }

  #then(work: Work): void {
    this.#working = this.#working.then(() => work(this.#ctx)).catch(this.#onFailure);
  }

  async #countUndecided(): Promise<void> {
    const before = this.#undecided;
    this.#undecided = await countUndecided(this.#ctx);
    if (this.#undecided > before) this.#log.warn('nobody-decides', { matters: this.#undecided });
  }
}

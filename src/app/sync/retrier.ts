import type { BackOff } from '../xmpp/back-off.ts';

/** A piece of work that has to succeed some time. */
export interface Retrier {
  /** Do it now, or once more when the run that is under way ends. */
  now(): void;
  stop(): void;
}

/** Runs `work` when told to, and again after a while as long as it gives `false`. */
export function createRetrier(work: () => Promise<boolean>, backOff: BackOff): Retrier {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running = false;
  let again = false;
  let stopped = false;

  async function run(): Promise<void> {
    clearTimeout(timer);
    again = running;
    if (running || stopped) return;
    running = true;
    const done = await work();
    running = false;
    if (again) return run();
    if (done) backOff.reset();
    else if (!stopped) timer = setTimeout(run, backOff.next());
  }

  return {
    now: run,
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

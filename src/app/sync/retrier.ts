import { createBackOff } from '../xmpp/back-off.ts';
import { troubleOf } from './trouble.ts';

/** How long to wait before the second try at most, in milliseconds. */
export const FIRST_WAIT = 2_000;

/** A piece of work that has to succeed some time. */
export interface Retrier {
  /** Do it now, or once more when the run that is under way ends. */
  now(): void;
  stop(): void;
}

/**
 * Runs `work` when told to, and again after a while as long as it gives `false`, or after so many
 * milliseconds as it gives. What the phone could not store, and the like, counts as `false`.
 */
export function createRetrier(
  work: () => Promise<boolean | number>,
  backOff = createBackOff(FIRST_WAIT, 60_000),
): Retrier {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running = false;
  let again = false;
  let stopped = false;

  async function run(): Promise<void> {
    clearTimeout(timer);
    again = running;
    if (running || stopped) return;
    running = true;
    let outcome: boolean | number = false;
    try {
      outcome = await work();
    } catch (error) {
      troubleOf(error);
    } finally {
      running = false;
      if (again) run();
      else if (outcome === true) backOff.reset();
      else if (!stopped) timer = setTimeout(run, outcome || backOff.next());
    }
  }

  return {
    now: run,
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

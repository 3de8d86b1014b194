import { setTimeout as delay } from 'node:timers/promises';

/** Between two tries, in milliseconds. */
const PAUSE = 500;
/** Where it fails so often, it may be no matter of waiting. */
const FEW = 3;

export interface Telling<Change> {
  /** Tells of changes in their order, all or the first of them, and takes each that was told out of the list. */
  tell(untold: Change[]): Promise<void>;
  /** Tells everybody that something was missed; rejects where that is not possible now, either. */
  tellMissed(): Promise<void>;
  onFailure(error: unknown): void;
  /** Whether it is tried for as long as it takes: not when the service ends. */
  goesOn(): boolean;
}

/**
 * Tells of all changes, in their order, whatever fails on the way. None is passed over: who hears of a
 * later one takes themselves for up to date, and would keep for good what an earlier one removed. Where
 * nobody can say who is to hear of one although the database answers, all catch up.
 */
export async function untilTold<Change>(
  changes: readonly Change[],
  telling: Telling<Change>,
): Promise<void> {
  const untold = [...changes];
  for (let failures = 0; untold.length > 0; ) {
    const before = untold.length;
    try {
      await telling.tell(untold);
    } catch (error) {
      telling.onFailure(error);
      if (!telling.goesOn()) return;
      await delay(PAUSE);
      failures = untold.length < before ? 1 : failures + 1;
      if (failures < FEW || !(await succeeds(telling.tellMissed()))) continue;
      untold.shift();
      failures = 0;
    }
  }
}

function succeeds(work: Promise<void>): Promise<boolean> {
  return work.then(
    () => true,
    () => false,
  );
}

import { setTimeout as delay } from 'node:timers/promises';

/** How long a test waits for what must happen, in milliseconds: a busy machine says nothing about us. */
export const PATIENCE = 90_000;

/**
 * Waits until `look` gives something other than `undefined`, `null` or `false`, and gives that.
 * Errors of `look` count as "not yet". Throws, with the last of them, after `within` milliseconds.
 */
export async function eventually<T>(
  look: () => T | Promise<T>,
  within = PATIENCE,
): Promise<NonNullable<T>> {
  const deadline = performance.now() + within;
  for (;;) {
    let failure: unknown;
    try {
      const found = await look();
      if (found !== undefined && found !== null && found !== false) return found as NonNullable<T>;
    } catch (error) {
      failure = error;
    }
    if (performance.now() > deadline) {
      throw new Error(`did not happen within ${within} ms`, { cause: failure });
    }
    await delay(20);
  }
}

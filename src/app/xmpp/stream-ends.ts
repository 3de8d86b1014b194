/** What to make of a server that ends our streams (RFC 6120, 4.9.3). */
export interface StreamEnds {
  /** The server ended a stream with that condition; gives whether something that we sent may be the reason. */
  ended(condition: string): boolean;
  /** How long to leave it alone beyond the usual, in milliseconds. */
  wait(): number;
  /** A stream lasted. */
  reset(): void;
}

/** How many in a row are no accident … */
const MANY = 3;
/** … and it is left alone for so long, at least. */
const ALONE = 90_000;

/** These say nothing about what was sent. */
const BLAMELESS = new Set([
  ...['conflict', 'connection-timeout', 'host-gone', 'host-unknown', 'reset'],
  ...['resource-constraint', 'see-other-host', 'system-shutdown'],
]);

/** Counts them. */
export function watchStreamEnds(chance = Math.random): StreamEnds {
  let count = 0;
  return {
    ended(condition) {
      count += 1;
      return !BLAMELESS.has(condition);
    },
    wait: () => (count < MANY ? 0 : ALONE * (1 + chance())),
    reset() {
      count = 0;
    },
  };
}

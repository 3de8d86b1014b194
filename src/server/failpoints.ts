/**
 * Places at which a test has the process end as by `kill -9` (setting FAIL_AT). They are put around
 * the parts from outside, and only where the setting is there: without it they are not in the way
 * at all, and nothing that comes over the network reaches them.
 */
import type { Database } from './storage/database.ts';

export const FAILPOINTS = [
  'before-transaction',
  'in-transaction',
  'after-commit',
  'in-fan-out',
  'after-reply',
] as const;
export type Failpoint = (typeof FAILPOINTS)[number];

/** The process ends when it comes by that place for the n-th time, counted from 1. */
export interface FailAt {
  readonly name: Failpoint;
  readonly n: number;
}

/** Called with the place that is passed. */
export type Pass = (name: Failpoint) => void;

/** Counts and ends the process; `undefined` where nothing is to fail. */
export function passOf(failAt: FailAt | null): Pass | undefined {
  if (!failAt) return undefined;
  let left = failAt.n;
  return (name) => {
    if (name !== failAt.name) return;
    left -= 1;
    if (left === 0) process.kill(process.pid, 'SIGKILL');
  };
}

/** The same database, that passes the places of a write. */
export function failingDatabase(database: Database, pass: Pass): Database {
  return {
    read: (work) => database.read(work),
    write: (work) => {
      pass('before-transaction');
      return database.write(async (writer) => {
        // Before other effects of the commit: nobody has been told of it.
        writer.onCommit(() => pass('after-commit'));
        const result = await work(writer);
        pass('in-transaction');
        return result;
      });
    },
    close: () => database.close(),
  };
}

/** The same way out, that passes a place after each stanza on it. */
export function failingAfter<Stanza>(
  send: (stanza: Stanza) => void,
  pass: Pass | undefined,
  name: Failpoint,
): (stanza: Stanza) => void {
  if (!pass) return send;
  return (stanza) => {
    send(stanza);
    pass(name);
  };
}

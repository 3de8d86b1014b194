import type { Meter } from '../meter.ts';
import type { Database } from '../storage/database.ts';

/** The same database; how long its transactions take and how many wait is told to the meter. */
export function meteredDatabase(database: Database, meter: Meter): Database {
  let writes = 0;
  meter.watch('writes_waiting', () => writes);
  const timed = async <T>(kind: 'read' | 'write', work: () => Promise<T>): Promise<T> => {
    const started = performance.now();
    try {
      return await work();
    } finally {
      meter.transacted(kind, (performance.now() - started) / 1_000);
    }
  };
  return {
    read: (work) => timed('read', () => database.read(work)),
    write: async (work) => {
      writes += 1;
      try {
        return await timed('write', () => database.write(work));
      } finally {
        writes -= 1;
      }
    },
    close: () => database.close(),
  };
}

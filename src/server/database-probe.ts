import type { Database } from './storage/database.ts';

/** A read that takes longer is as good as none, in milliseconds. */
const PATIENCE = 2_000;
/** How long an answer holds, in milliseconds: strangers may ask for our health as often as they like. */
const HOLDS = 500;

/** Whether the database answers a read, asked at most twice a second. */
export function databaseProbe(database: Database): () => Promise<boolean> {
  let last: Promise<boolean> | undefined;
  return () => {
    if (!last) {
      last = answers(database);
      const forget = () => {
        last = undefined;
      };
      last.then(() => setTimeout(forget, HOLDS).unref());
    }
    return last;
  };
}

async function answers(database: Database): Promise<boolean> {
  let late: NodeJS.Timeout | undefined;
  const tooLate = new Promise<false>((resolve) => {
    late = setTimeout(() => resolve(false), PATIENCE);
  });
  const read = database
    .read((reader) => reader.all('SELECT 1 AS found FROM channels LIMIT 1'))
    .then(
      () => true,
      () => false,
    );
  const answered = await Promise.race([read, tooLate]);
  clearTimeout(late);
  return answered;
}

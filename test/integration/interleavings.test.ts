/**
 * What several people and moderators do at once, seen on a whole site: once a ban, a removal, a hiding or a
 * refusal is acknowledged, no page shows anything of it (asked for again with the tag of the one before,
 * too), no feed, search, photo or push, and no phone keeps it.
 */
import fc from 'fast-check';
import { describe, inject, test } from 'vitest';
import { createPostgresDatabase } from '../harness/postgres-database.ts';
import { drawnSeed, reach } from '../harness/reach.ts';
import { startSite } from '../harness/site.ts';
import { interleaving } from '../interleavings/commands.ts';
import { People } from '../interleavings/site/people.ts';
import { playOnSite } from '../interleavings/site/site-play.ts';

/** What was played is of no use to whoever reads it; the seed plays it again. */
function tellShortly<T>({ failed, seed, errorInstance }: fc.RunDetails<T>): void {
  if (failed) throw new Error(`with seed ${seed}`, { cause: errorInstance });
}

/** At the same time on one site: with the marks these are as many channels as one connection may watch. */
const TOGETHER = 7;

describe.each(['sqlite', 'postgres'] as const)('on %s', (kind) => {
  const ROUNDS = reach(143, kind === 'postgres' ? 143 : 72);

  test(
    `${ROUNDS * TOGETHER} interleavings leak nothing in any lane`,
    async () => {
      const env =
        kind === 'postgres'
          ? { DATABASE_URL: await createPostgresDatabase(inject('postgres')) }
          : undefined;
      const site = await startSite(env && { env });
      try {
        const people = await People.join(site);
        const games = fc.array(interleaving, { minLength: TOGETHER, maxLength: TOGETHER });
        // A site cannot be played on again: the first failure tells.
        const options = {
          ...{ numRuns: ROUNDS, endOnFailure: true, reporter: tellShortly },
          ...drawnSeed(),
        };
        await fc.assert(
          fc.asyncProperty(games, (all) => playOnSite(people, all)),
          options,
        );
        await people.leave();
      } finally {
        await site.stop();
      }
    },
    ROUNDS * 120_000 + 180_000,
  );
});

import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, inject, onTestFinished, test } from 'vitest';
import { FAILPOINTS } from '../../../src/server/failpoints.ts';
import { createPostgresDatabase, queryPostgres } from '../../harness/postgres-database.ts';
import { reach } from '../../harness/reach.ts';
import { type Site, startSite } from '../../harness/site.ts';
import { readEverything } from '../writers.ts';
import { History } from './history.ts';
import { Publisher } from './publisher.ts';
import { Witness } from './witness.ts';

const CYCLES = reach(10_000, 1_000);
/** So often the database is compared on the way: a long run that is broken off has seen something too. */
const COMPARED = reach(500, 1_000);
const PUBLISHERS = 5;
/** How often the place is passed at the most before the process is killed there. */
const LATEST = 40;

const chance = (below: number) => Math.floor(Math.random() * below);
const QUERY = 'SELECT id, text FROM items ORDER BY seq';
type Row = { id: string; text: string };

/** Databases that a site can have, and how its rows are read without it. */
const DATABASES: Readonly<Record<string, () => Promise<Store>>> = {
  SQLite: async () => ({
    env: {},
    rows: async (site) => {
      const file = new Sqlite(join(site.dataDir, 'channels.sqlite'), { readonly: true });
      const rows = file.prepare<[], Row>(QUERY).all();
      file.close();
      return rows;
    },
  }),
  PostgreSQL: async () => {
    const address = await createPostgresDatabase(inject('postgres'));
    return { env: { DATABASE_URL: address }, rows: () => queryPostgres<Row>(address, QUERY) };
  },
};
interface Store {
  readonly env: Readonly<Record<string, string>>;
  rows(site: Site): Promise<readonly Row[]>;
}

test.each(Object.keys(DATABASES))(
  `F1: ${CYCLES} kills at failpoints, %s: what was acknowledged is there, once, for everybody`,
  async (name) => {
    const store = await (DATABASES[name] as () => Promise<Store>)();
    const site = await startSite({ env: store.env });
    onTestFinished(() => site.stop());
    const channel = `welcome@topics.${site.domain}`;
    const history = new History();
    const publishers = Array.from(
      { length: PUBLISHERS },
      (_, n) => new Publisher(`crash${n}`, site, channel, history),
    );
    const witness = new Witness(site);
    const places: Record<string, number> = {};
    const compare = async (kills: number) => {
      expect(history.broken(await store.rows(site)), 'the database').toEqual([]);
      process.stdout.write(`${name}: ${kills} kills, ${history.posts.size} posts, none broken\n`);
    };
    for (let cycle = 0; cycle < CYCLES; cycle += 1) {
      const place = FAILPOINTS[cycle % FAILPOINTS.length] as string;
      // A place can be passed while the site starts: then nobody comes in this time.
      await site.restart({ FAIL_AT: `${place}:${1 + chance(LATEST)}` }).catch(async (error) => {
        await site.exited();
        if (site.process.signalCode !== 'SIGKILL') throw error;
      });
      await Promise.all([...publishers, witness].map((person) => person.untilKilled()));
      await site.exited();
      expect(site.process.signalCode).toBe('SIGKILL');
      places[place] = (places[place] ?? 0) + 1;
      if ((cycle + 1) % COMPARED === 0) await compare(cycle + 1);
    }
    await site.start({ FAIL_AT: '' });
    await witness.settle();
    const fresh = [...(await readEverything(site, channel)).values()].sort((a, b) => a.seq - b.seq);
    expect(history.broken(fresh), 'a fresh reader').toEqual([]);
    expect(history.broken(witness.items), 'who was there all the time').toEqual([]);
    await compare(CYCLES);
    expect(witness.items.map(({ id }) => id)).toEqual(fresh.map(({ id }) => id));
    expect(history.count(({ published }) => published === 'failed')).toBe(0);
    const acknowledged = history.count(({ published }) => published === 'ok');
    expect(acknowledged).toBeGreaterThan(CYCLES);
    process.stdout.write(
      `${name}: ${JSON.stringify(places)}, ${acknowledged} acknowledged, ${fresh.length} there\n`,
    );
  },
  CYCLES * 20_000 + 60_000,
);

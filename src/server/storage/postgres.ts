import pg from 'pg';
import { type Database, type Reader, StorageError, type Value, type Writer } from './database.ts';
import type { Reign } from './leadership.ts';
import { stepsFrom } from './migrate.ts';
import { type Turn, Turns } from './turns.ts';

/** Whole numbers come as numbers: none of ours goes beyond 2^53. */
const INT8 = 20;
const types = new pg.TypeOverrides();
types.setTypeParser(INT8, Number);

/** How many transactions run side by side. */
const CONNECTIONS = 8;
/** How long a write waits for another process, in milliseconds. */
const LOCK_PATIENCE = 5_000;
/** How long a transaction may stand still, in milliseconds: that of a stopped process holds all others up. */
const STANDSTILL = 5_000;

/**
 * Numbers of a sequence are given before COMMIT, so that two writers could commit them out of order
 * and a reader would step over the later one. This lock, held until COMMIT, makes it one at a time
 * over all processes; any number would do.
 */
export const ORDER_LOCK = 20_150_525;

/**
 * Each statement sees what was committed before it, whatever the server's default is: with one view for all of
 * them, that of before the lock was had, a write would decide by what another one has changed.
 */
export const BEGIN = 'BEGIN ISOLATION LEVEL READ COMMITTED';

/**
 * Opens the database behind a `postgres://` address and brings its schema up to date. Throws where
 * it was written by a newer version.
 *
 * With a reign, it is written to only for as long as that lasts, whatever this process believes.
 */
export async function openPostgres(url: string, reign?: Reign): Promise<Database> {
  const pool = new pg.Pool({
    ...{ connectionString: url, max: CONNECTIONS, types },
    // Asked after 3 s of silence whether it lives: a host that is cut off sends no goodbye.
    ...{ keepAlive: true, keepAliveInitialDelayMillis: 3_000 },
    // An acknowledgement means "on disk", whatever the server's default is.
    options: `-c synchronous_commit=on -c lock_timeout=${LOCK_PATIENCE} -c idle_in_transaction_session_timeout=${STANDSTILL}`,
  });
  // A lost idle connection is replaced by the pool; the next use tells where it cannot be.
  pool.on('error', () => undefined);
  // Lost in the middle of a transaction, the query under way fails; unheard, this would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  try {
    await migrate(pool);
  } catch (error) {
    await pool.end();
    throw error;
  }
  const asking = new Turns();
  const turns = new Turns();
  return {
    read: (work) =>
      inTransaction(
        pool,
        (client) => client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY'),
        (client) => work(new Statements(client)),
      ),
    write: async (work) => {
      const effects: (() => void)[] = [];
      // Writes have the lock in the order in which they were called: what somebody sends at once, on
      // several connections here, is stored as it was sent.
      const asked = asking.take();
      let turn: Turn | undefined;
      const begin = async (client: pg.PoolClient) => {
        await client.query(BEGIN);
        await client.query('SELECT pg_advisory_xact_lock($1)', [ORDER_LOCK]);
        turn = turns.take();
        asked.end();
      };
      try {
        // Only then has it a connection: all that wait would leave none to who reads.
        await withinPatience(asked.comes);
        const write = async (client: pg.PoolClient) => {
          if (reign) await checkReign(client, reign);
          return work(new WritingStatements(client, effects));
        };
        // What was committed all the same nobody was told of, and what is told next would hide that.
        const onDoubt = () => reign?.end('nobody knows whether the last write was committed');
        const result = await inTransaction(pool, begin, write, onDoubt);
        await turn?.comes;
        for (const effect of effects) effect();
        return result;
      } finally {
        asked.end();
        turn?.end();
      }
    },
    close: () => pool.end(),
  };
}

/** Waits for its turn as long as for the lock itself; throws where that is held by another for so long. */
async function withinPatience(comes: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new StorageError('busy', 'another process writes')),
      LOCK_PATIENCE,
    );
  });
  await Promise.race([comes, tooLong]).finally(() => clearTimeout(timer));
}

/** Asked under the lock: a later reign has begun before it, or begins after this transaction. */
async function checkReign(client: pg.PoolClient, reign: Reign): Promise<void> {
  const { rows } = await client.query<{ epoch: number }>('SELECT epoch FROM leadership');
  if (rows[0]?.epoch !== reign.epoch) throw new StorageError('busy', 'another process leads');
}

async function migrate(pool: pg.Pool): Promise<void> {
  const begin = (client: pg.PoolClient) => client.query(BEGIN);
  await inTransaction(pool, begin, async (client) => {
    await client.query('SELECT pg_advisory_xact_lock($1)', [ORDER_LOCK]);
    await client.query('CREATE TABLE IF NOT EXISTS schema_version (version BIGINT NOT NULL)');
    const { rows } = await client.query<{ version: number }>('SELECT version FROM schema_version');
    for (const { sql, version } of stepsFrom(rows[0]?.version ?? 0, 'postgres')) {
      await client.query(sql);
      await client.query('DELETE FROM schema_version');
      await client.query('INSERT INTO schema_version VALUES ($1)', [version]);
    }
  });
}

class Statements implements Reader {
  readonly dialect = 'postgres';
  readonly #client: pg.PoolClient;

  constructor(client: pg.PoolClient) {
    this.#client = client;
  }

  async get<Row>(sql: string, ...params: Value[]): Promise<Row | undefined> {
    return (await this.all<Row>(sql, ...params))[0];
  }

  async all<Row>(sql: string, ...params: Value[]): Promise<Row[]> {
    return (await this.query(sql, params)).rows as Row[];
  }

  protected query(sql: string, params: Value[]): Promise<pg.QueryResult> {
    // Named, a statement is parsed once for each connection.
    return this.#client.query({ ...numbered(sql), values: params });
  }
}

class WritingStatements extends Statements implements Writer {
  readonly #effects: (() => void)[];

  constructor(client: pg.PoolClient, effects: (() => void)[]) {
    super(client);
    this.#effects = effects;
  }

  async run(sql: string, ...params: Value[]): Promise<number> {
    return (await this.query(sql, params)).rowCount ?? 0;
  }

  onCommit(effect: () => void): void {
    this.#effects.push(effect);
  }
}

const numberings = new Map<string, { name: string; text: string }>();

/** `?` as `$1`, `$2`, …; SQL stands in the source as constants, so this stays small. */
function numbered(sql: string): { name: string; text: string } {
  let known = numberings.get(sql);
  if (!known) {
    let count = 0;
    const text = sql.replace(/\?/g, () => {
      count += 1;
      return `$${count}`;
    });
    known = { name: `s${numberings.size}`, text };
    numberings.set(sql, known);
  }
  return known;
}

async function inTransaction<T>(
  pool: pg.Pool,
  begin: (client: pg.PoolClient) => Promise<unknown>,
  work: (client: pg.PoolClient) => Promise<T>,
  onDoubt: () => void = () => undefined,
): Promise<T> {
  const client = await pool.connect().catch((error) => {
    throw translated(error);
  });
  let broken: Error | undefined;
  try {
    await begin(client);
    const result = await work(client);
    await client.query('COMMIT').catch((error) => {
      // An answer it is only where the server says that it did not commit.
      if (!(error instanceof pg.DatabaseError) || isLost(error)) onDoubt();
      throw error;
    });
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((failure) => {
      broken = failure;
    });
    throw translated(error);
  } finally {
    client.release(broken);
  }
}

/** Of connections that ended, or were not made: by PostgreSQL's conditions, by those of Node.js, and in pg's words. */
const ENDED = /^(08|57P|53300|25P0[34])/;
const NO_CONNECTION =
  /^E(CONN(REFUSED|RESET|ABORTED)|PIPE|TIMEDOUT|(HOST|NET)(UNREACH|DOWN)|NOTFOUND|AI_AGAIN)$/;
const TERMINATED = /^(Connection terminated|Client has encountered a connection error)/;

function isLost(error: unknown): boolean {
  const { code = '', message = '', syscall } = error as NodeJS.ErrnoException;
  if (error instanceof pg.DatabaseError) return ENDED.test(code);
  // A socket that is a file is not there while PostgreSQL is not.
  return NO_CONNECTION.test(code) || syscall === 'connect' || TERMINATED.test(message);
}

/** PostgreSQL's conditions (appendix A) as ours. */
function translated(error: unknown): unknown {
  const code = error instanceof pg.DatabaseError ? (error.code ?? '') : '';
  const mayPass = code === '55P03' || code.startsWith('40') || isLost(error);
  if (mayPass) return new StorageError('busy', error);
  if (code === '53100') return new StorageError('full', error);
  return error;
}

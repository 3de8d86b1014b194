import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { BEGIN, ORDER_LOCK } from './postgres.ts';

/** How often the leader says that it lives, and the others look whether it does, in milliseconds. */
const PERIOD = 1_000;
/** After so long without a word a leader takes itself for deposed, in milliseconds … */
const LEASE = 6_000;
/** … before the others do: their wait begins later and is longer. */
const DEPOSED_AFTER = '8 seconds';
/** How long the database may take to answer, in milliseconds. */
const PATIENCE = 4_000;

/** Held by the leader's own connection: the server gives it back when the process or its host dies. */
const LEADER_LOCK = 20_150_526;

/** Held while the table is made: two who find none would both make it. */
const TABLE_LOCK = 20_150_527;

/** The time of one leader. Whatever acts in its name asks first whether it still is. */
export interface Reign {
  /** Counts up with each leader: writes of an earlier one are refused by the database. */
  readonly epoch: number;
  /** Costs nothing, and is right after a pause of any length: it goes by the monotonic clock. */
  holds(): boolean;
  /** Ends it, where it is not as it should be any more: whoever leads next has everybody catch up. */
  end(reason: string): void;
}

export interface LeadershipHandlers {
  /** Whether this process, while it leads, is within people's reach; the others are told. */
  isOnline(): boolean;
  onGained(reign: Reign): void;
  onLost(reason: string): void;
}

/**
 * Seeks to lead the service processes that share a PostgreSQL database: one at a time acts, the
 * others stand by and take over when it dies, is cut off, or stands still.
 */
export class Leadership {
  readonly #url: string;
  readonly #handlers: LeadershipHandlers;
  readonly #stopping = new AbortController();
  #client: pg.Client | null = null;
  #reign: (Reign & { renewed: number; ended: boolean }) | null = null;
  #leaderIsOnline = false;
  #loop: Promise<void> = Promise.resolve();

  constructor(url: string, handlers: LeadershipHandlers) {
    this.#url = url;
    this.#handlers = handlers;
  }

  /** Looks for the first time, and goes on looking. Throws where the database cannot be asked. */
  async start(): Promise<void> {
    await this.#look();
    this.#loop = this.#goOn();
  }

  /** Whether another process led, and people could reach it, when this one last looked. */
  get leaderIsOnline(): boolean {
    return this.#leaderIsOnline;
  }

  /** Whether the database answered when it was last asked. */
  get isConnected(): boolean {
    return this.#client !== null;
  }

  /** Lets another one lead. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#loop;
    if (this.#reign) this.#reign.ended = true;
    await this.#disconnect();
  }

  /** Gives up leading, after a failure that another process may not meet, and seeks again. */
  async resign(reason: string): Promise<void> {
    // Said first: a goodbye to a lost connection takes long, and by then another reign may have begun.
    this.#lose(reason);
    await this.#disconnect();
  }

  async #goOn(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      // It rejects for one reason: we are stopped.
      await delay(PERIOD, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      try {
        await this.#look();
      } catch (error) {
        await this.#disconnect();
        this.#leaderIsOnline = false;
        this.#lose((error as Error).message);
      }
    }
  }

  async #look(): Promise<void> {
    this.#client ??= await connect(this.#url);
    if (this.#reign) await this.#renew(this.#client, this.#reign);
    else await this.#seek(this.#client);
  }

  async #renew(client: pg.Client, reign: Reign & { renewed: number }): Promise<void> {
    // Before the question: the database may note it later than this, and never earlier.
    const asked = performance.now();
    const { rowCount } = await client.query(
      'UPDATE leadership SET seen_at = clock_timestamp(), online = $2 WHERE epoch = $1',
      [reign.epoch, this.#handlers.isOnline()],
    );
    if (rowCount !== 1) this.#lose('another process leads');
    // Nobody took over, and yet nobody was answered or pushed to meanwhile: all have to catch up.
    else if (!reign.holds()) await this.resign('it stood still for too long');
    else reign.renewed = asked;
  }

  async #seek(client: pg.Client): Promise<void> {
    const { rows } = await client.query<{ won: boolean }>(
      'SELECT pg_try_advisory_lock($1) AS won',
      [LEADER_LOCK],
    );
    if (!rows[0]?.won) {
      await deposeSilent(client);
      this.#leaderIsOnline = await isLeaderOnline(client);
      return;
    }
    const { epoch, asked } = await begin(client);
    const reign = {
      epoch,
      renewed: asked,
      ended: false,
      holds: () => !reign.ended && performance.now() - reign.renewed < LEASE,
      end: (reason: string) => {
        if (!reign.ended) this.resign(reason);
      },
    };
    this.#reign = reign;
    this.#handlers.onGained(reign);
  }

  #lose(reason: string): void {
    if (!this.#reign) return;
    this.#reign.ended = true;
    this.#reign = null;
    this.#handlers.onLost(reason);
  }

  async #disconnect(): Promise<void> {
    const client = this.#client;
    this.#client = null;
    // A connection that is lost already takes no goodbye: its lock went with it.
    await client?.end().catch(() => undefined);
  }
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({
    ...{ connectionString: url, query_timeout: PATIENCE, connectionTimeoutMillis: PATIENCE },
    ...{ keepAlive: true, keepAliveInitialDelayMillis: PERIOD },
  });
  // The next question finds out; unheard, this would end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query(`
      ${BEGIN};
      SELECT pg_advisory_xact_lock(${TABLE_LOCK});
      CREATE TABLE IF NOT EXISTS leadership (
        one BOOLEAN PRIMARY KEY DEFAULT true CHECK (one),
        epoch BIGINT NOT NULL,
        seen_at TIMESTAMPTZ NOT NULL,
        online BOOLEAN NOT NULL DEFAULT false
      );
      INSERT INTO leadership (epoch, seen_at) VALUES (0, clock_timestamp()) ON CONFLICT DO NOTHING;
      COMMIT;
    `);
    return client;
  } catch (error) {
    // Left open, those of a server that takes no writes for a while would use up all that it has.
    client.end().catch(() => undefined);
    throw error;
  }
}

/** Begins a reign. Under the lock that every write takes: none of an earlier reign can follow. */
async function begin(client: pg.Client): Promise<{ epoch: number; asked: number }> {
  await client.query(BEGIN);
  await client.query('SELECT pg_advisory_xact_lock($1)', [ORDER_LOCK]);
  const asked = performance.now();
  const { rows } = await client.query<{ epoch: string }>(
    `UPDATE leadership SET epoch = epoch + 1, seen_at = clock_timestamp(), online = false
     RETURNING epoch`,
  );
  await client.query('COMMIT');
  return { epoch: Number(rows[0]?.epoch), asked };
}

async function isLeaderOnline(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ online: boolean }>(
    `SELECT online AND seen_at > clock_timestamp() - interval '${DEPOSED_AFTER}' AS online
     FROM leadership`,
  );
  return rows[0]?.online ?? false;
}

/**
 * Takes the lock from a leader that has said nothing for too long: a stopped process, or a host that
 * is cut off, may hold its connection for hours.
 */
async function deposeSilent(client: pg.Client): Promise<void> {
  await client.query(
    `SELECT pg_terminate_backend(l.pid) FROM pg_locks l, leadership
     WHERE l.locktype = 'advisory' AND l.objid = $1 AND l.granted
       AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
       AND seen_at < clock_timestamp() - interval '${DEPOSED_AFTER}'`,
    [LEADER_LOCK],
  );
}

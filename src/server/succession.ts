import { realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Channels, type ChannelsOptions, startChannels } from './channels.ts';
import { type Claim, claim } from './claim.ts';
import { FatalError } from './fatal-error.ts';
import type { Leadership, Reign } from './storage/leadership.ts';
import { isPostgres, notOpened } from './storage/open.ts';
import type { ComponentAccess } from './xmpp-server/component-access.ts';

/** How long a service that leads no more may take to end, in milliseconds. */
const END_PATIENCE = 5_000;

export interface SuccessionOptions extends Omit<ChannelsOptions, 'link' | 'reign'> {
  /** Asked each time that this process begins to lead: the XMPP server may have moved meanwhile. */
  readonly link: () => ComponentAccess;
}

/**
 * Runs the channel service in its turn. The XMPP server takes one link for each domain, so of several
 * processes on one PostgreSQL database one leads and the others stand by. SQLite takes one alone.
 *
 * @throws FatalError where the database cannot be had.
 */
export async function startInTurn(options: SuccessionOptions): Promise<Channels> {
  return isPostgres(options.database) ? startOneOfMany(options) : startAlone(options);
}

async function startAlone(options: SuccessionOptions): Promise<Channels> {
  const held = claimDatabase(options.database);
  const channels = await startChannels({ ...options, link: options.link() });
  return {
    ...channels,
    stop: async () => {
      await channels.stop();
      held.release();
    },
  };
}

/** The file itself is claimed, by its one real name: two data folders can lead to the same one. */
function claimDatabase(path: string): Claim {
  const folder = realpathSync(dirname(path));
  const held = claim(`${realName(path) ?? join(folder, basename(path))}.lock`);
  if (held) return held;
  throw new FatalError(
    `Another WiFi Chat is using ${path}, and SQLite takes one at a time. Stop the other, or set DATABASE_URL to a PostgreSQL for both.`,
  );
}

function realName(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    return null; // not made yet
  }
}

async function startOneOfMany(options: SuccessionOptions): Promise<Channels> {
  const { log } = options;
  // As `openDatabase` does: what is for PostgreSQL is loaded where that is.
  const storage = await import('./storage/leadership.ts');
  let current: Channels | null = null;
  const isOnline = () => current?.isOnline() ?? false;
  // Beginning and ending follow one another, however quickly the leadership changes.
  let turn: Promise<void> = Promise.resolve();

  const begin = async (reign: Reign) => {
    log.info('leading', { epoch: reign.epoch });
    current = await startChannels({ ...options, link: options.link(), reign });
  };
  const end = async () => {
    const ended = current;
    current = null;
    // A database that is cut off may never answer; whatever still comes of it is fenced off.
    await Promise.race([ended?.stop(), delay(END_PATIENCE, undefined, { ref: false })]);
  };
  const leadership: Leadership = new storage.Leadership(options.database, {
    isOnline,
    onGained: (reign) => {
      turn = turn.then(() => begin(reign));
      turn.catch((error: Error) => {
        log.error('leading-failed', { error });
        return leadership.resign(error.message);
      });
    },
    onLost: (reason) => {
      log.warn('leadership-lost', { reason });
      turn = turn.then(end, end).catch((error) => log.error('channels-failure', { error }));
    },
  });

  try {
    await leadership.start();
    await turn;
  } catch (error) {
    await leadership.stop();
    throw notOpened(options.database, error as Error);
  }
  if (!current) log.info('standing-by');
  return {
    isOnline,
    leads: () => current?.leads() ?? false,
    get media() {
      return current?.media ?? null;
    },
    health: async () =>
      (await current?.health()) ?? {
        channels: leadership.leaderIsOnline,
        database: leadership.isConnected,
      },
    stop: async () => {
      // Told and logged where it failed; what began before that is ended here.
      await turn.catch(() => undefined);
      await end();
      await leadership.stop();
    },
  };
}

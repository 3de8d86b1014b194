import { randomUUID } from 'node:crypto';
import type { Element } from '../protocol/xml.ts';
import { askModerators } from './component/authorization.ts';
import { Comeback } from './component/comeback.ts';
import { MulticastFinder } from './component/multicast-finder.ts';
import { tellEverybody } from './component/presence.ts';
import { Pusher } from './component/push.ts';
import { startComponents } from './components.ts';
import { type FailAt, failingAfter, failingDatabase, passOf } from './failpoints.ts';
import { Housekeeping } from './housekeeping.ts';
import { IncidentSender } from './incident-sender.ts';
import type { IncidentSettings } from './incident-settings.ts';
import type { Log } from './log.ts';
import { type MediaOptions, type MediaService, openMedia } from './media/media.ts';
import type { Meter } from './meter.ts';
import { meteredDatabase } from './metrics/metered-database.ts';
import { probe } from './probe.ts';
import type { Change, ServiceContext } from './service/context.ts';
import { ensureDefaultChannels } from './service/default-channels.ts';
import { WordIndexer } from './service/index-words.ts';
import { PERSONAL_NODES } from './service/node-names.ts';
import { Rates } from './service/rates.ts';
import { renamePlaces } from './service/rename-places.ts';
import { Watchers } from './service/watchers.ts';
import type { Database } from './storage/database.ts';
import { durabilityOf } from './storage/durability.ts';
import type { Reign } from './storage/leadership.ts';
import { openDatabase } from './storage/open.ts';
import type { ComponentAccess } from './xmpp-server/component-access.ts';

export interface ChannelsOptions {
  /** A `postgres://` address, or the path of the SQLite file. */
  readonly database: string;
  /** Domain of the accounts. */
  readonly domain: string;
  readonly link: ComponentAccess;
  /** Usernames that may create group channels; the first owns the default channels. */
  readonly admins: readonly string[];
  /** Localparts of the group channels that a new person follows at once; made where missing. */
  readonly defaultChannels: readonly string[];
  /** Nodes that everybody's own channel has beside the usual ones. */
  readonly personalNodes: readonly string[];
  /** The operator's places, and whom to phone there. */
  readonly places: ServiceContext['places'];
  readonly emergency: ServiceContext['emergency'];
  /** Whether anybody is slowed. */
  readonly limits: boolean;
  /** Full JIDs of the page lane's own connections, as long as they last. */
  readonly siteReaders?: ReadonlySet<string>;
  /** For how long this process acts, where several share a database. */
  readonly reign?: Reign;
  /** Where a test has this process end. */
  readonly failAt: FailAt | null;
  /** Pictures that people put up; without it there are none. */
  readonly media?: Pick<MediaOptions, 'folder' | 'painter' | 'endpoint' | 'quota'> | undefined;
  /** Told of each change once it is on disk, before anybody is answered or pushed to. */
  readonly onChange?: (change: Change) => void;
  /** Where people find the site. */
  readonly publicUrl: string;
  readonly incidents: IncidentSettings;
  readonly log: Log;
  readonly meter: Meter;
}

export interface Channels {
  /** Whether requests reach the service in this process. */
  isOnline(): boolean;
  /** Whether it is this process that acts, where several share a database. */
  leads(): boolean;
  /** Whether requests reach the service, and whether its database answers. */
  health(): Promise<{ readonly channels: boolean; readonly database: boolean }>;
  /** The HTTP side of the media service; `null` where there is none. */
  readonly media: MediaService | null;
  stop(): Promise<void>;
}

/** The channel service, put together: database, rules, and its two components. */
export async function startChannels(options: ChannelsOptions): Promise<Channels> {
  const database = await openDatabase(options.database, options.reign);
  try {
    return await startOn(database, options);
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function startOn(database: Database, options: ChannelsOptions): Promise<Channels> {
  const { domain, log, meter } = options;
  const service = `channels.${domain}`;
  const onFailure = (error: unknown) =>
    log.error('channels-failure', {
      error: error instanceof Error ? error : new Error(`${error}`),
    });
  const pass = passOf(options.failAt);
  const mayAct = () => options.reign?.holds() ?? true;

  // What is told unasked, by links that are there at the end alone.
  const comeback = new Comeback(
    () => tellEverybody(ctx, components.channels, service, 'available'),
    onFailure,
  );
  const toServer = (stanza: Element) => components.channels.send(stanza);
  const multicast = new MulticastFinder(service, domain, toServer, (error) => {
    onFailure(error);
    // As if the link had been down: who hears of a later change would never learn what was not copied.
    comeback.linkUp();
  });
  const push = (xml: string) => comeback.isTold && components.channels.sendText(xml);
  const pusher = new Pusher(
    service,
    failingAfter(push, pass, 'in-fan-out'),
    onFailure,
    () => multicast.current,
    (connections) => meter.fannedOut(connections),
  );
  const sender = new IncidentSender({
    settings: options.incidents,
    ...{ domain, publicUrl: options.publicUrl, log },
    photoFile: (sha256) => media?.fileOf(sha256) ?? '',
  });

  const ctx: ServiceContext = {
    ...settingsOf(options),
    desk: sender.desk,
    database: meteredDatabase(pass ? failingDatabase(database, pass) : database, meter),
    announce: (change) => {
      options.onChange?.(change);
      pusher.push(ctx, change);
      if (change.kind === 'published') indexer.wake();
      askModerators(ctx, service, change, toServer).catch(onFailure);
    },
    tellReading: (actor, news) => pusher.pushReading(ctx, actor, news),
    tellOffice: (concerned) => pusher.pushOffice(ctx, concerned),
    filesUnused: (names) => media?.drop(names).catch(onFailure),
    nobodyLeft: () => housekeeping.lookForJudges(),
  };
  const indexer = new WordIndexer(ctx.database, onFailure);
  const housekeeping = new Housekeeping(ctx, log, onFailure);
  const sendMedia = (stanza: Element) => components.media?.send(stanza);
  const prepare = async () => {
    await followSettings(ctx, log);
    meter.database(await durabilityOf(ctx.database));
    return options.media ? openMedia({ ...options.media, ctx, log, send: sendMedia }) : null;
  };
  const media = await prepare().catch(async (error) => {
    // What was announced and could not be told would be tried for ever, on a database that is closed.
    await pusher.stop();
    throw error;
  });

  // From here on nothing fails any more. First what a process that was killed had left to do.
  indexer.wake();
  sender.start(ctx);
  housekeeping.start();
  const components = startComponents({
    ...{ ctx, access: options.link, media, mayAct, meter, onFailure, pass, log },
    channels: {
      receive: (stanza) => multicast.receive(stanza),
      takesWritten: (fullJid) => multicast.takesWritten(fullJid),
      linkUp: () => {
        multicast.linkUp().catch(onFailure);
        comeback.linkUp();
      },
      linkDown: () => {
        comeback.linkDown();
        ctx.watchers.clear();
      },
    },
  });
  meter.watch('component_online', components.online);
  meter.watch('pushes_waiting', () => pusher.waiting);
  meter.watch('matters_nobody_decides', () => housekeeping.undecided);

  const databaseAnswers = probe(() =>
    ctx.database.read((reader) => reader.all('SELECT 1 AS found FROM channels LIMIT 1')),
  );
  const isOnline = () => components.online() === 2;
  return {
    isOnline,
    leads: mayAct,
    media,
    health: async () => ({ channels: isOnline(), database: await databaseAnswers() }),
    stop: async () => {
      await pusher.stop();
      await tellEverybody(ctx, components.channels, service, 'unavailable').catch(onFailure);
      const swept = media?.stop();
      await housekeeping.stop();
      await sender.stop();
      await components.stop();
      await indexer.stop();
      await swept;
      await ctx.database.close();
    },
  };
}

/** What the operator chose, and what every service has, as the rules ask for it. */
function settingsOf(options: ChannelsOptions) {
  const { domain, admins, defaultChannels, personalNodes, places, emergency } = options;
  return {
    ...{ domain, places, emergency },
    admins: new Set(admins.map((name) => `${name}@${domain}`)),
    defaultChannels: defaultChannels.map((name) => `${name}@topics.${domain}`),
    personalNodes: [...PERSONAL_NODES, ...personalNodes],
    watchers: new Watchers(options.siteReaders),
    rates: options.limits ? new Rates(() => performance.now()) : null,
    now: () => new Date().toISOString(),
    newId: randomUUID,
  };
}

/** Brings what is stored to what the operator chose since. */
async function followSettings(ctx: ServiceContext, log: Log): Promise<void> {
  await ensureDefaultChannels(ctx);
  const lost = await renamePlaces(ctx);
  if (lost.length > 0) log.warn('channels-of-unknown-places', { channels: lost.join(' ') });
}

import { randomUUID } from 'node:crypto';
import { NS } from '../protocol/namespaces.ts';
import type { Element } from '../protocol/xml.ts';
import { Arrivals } from './component/arrivals.ts';
import { askModerators, onMessage } from './component/authorization.ts';
import { Comeback } from './component/comeback.ts';
import { ComponentLink } from './component/link.ts';
import { MulticastFinder } from './component/multicast-finder.ts';
import { onPresence, tellEverybody } from './component/presence.ts';
import { Pusher } from './component/push.ts';
import { answer, type RouterOptions, type Routes } from './component/router.ts';
import { CHANNELS_ROUTES, TOPICS_ROUTES } from './component/routes.ts';
import { isSpoken, onSpoken } from './component/spoken.ts';
import { serializeWritten } from './component/written.ts';
import { databaseProbe } from './database-probe.ts';
import { type FailAt, failingAfter, failingDatabase, passOf } from './failpoints.ts';
import { Housekeeping } from './housekeeping.ts';
import { IncidentSender } from './incident-sender.ts';
import type { IncidentSettings } from './incident-settings.ts';
import type { Log } from './log.ts';
import { type MediaOptions, type MediaService, openMedia } from './media/media.ts';
import type { Meter } from './meter.ts';
import { meteredDatabase } from './metrics/metered-database.ts';
import type { Change, ServiceContext } from './service/context.ts';
import { ensureDefaultChannels } from './service/default-channels.ts';
import { WordIndexer } from './service/index-words.ts';
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
  const { domain, link, log, meter } = options;
  const service = `channels.${domain}`;
  const onFailure = (error: unknown) =>
    log.error('channels-failure', {
      error: error instanceof Error ? error : new Error(`${error}`),
    });
  const pass = passOf(options.failAt);
  const comeback = new Comeback(
    () => tellEverybody(ctx, channels, service, 'available'),
    onFailure,
  );
  const sendPush = (xml: string) => comeback.isTold && channels.sendText(xml);
  const push = failingAfter(sendPush, pass, 'in-fan-out');
  const fannedOut = (connections: number) => meter.fannedOut(connections);
  const toServer = (stanza: Element) => channels.send(stanza);
  const multicast = new MulticastFinder(service, domain, toServer, onFailure);
  /** Our Prosody module knows the channel service alone. */
  const takesWritten = ({ attrs: { from, to = '' } }: Element) =>
    from === service && multicast.takesWritten(to);
  const pusher = new Pusher(service, push, onFailure, () => multicast.current, fannedOut);
  const arrivals = new Arrivals();
  let waiting = 0;
  const announce = (change: Change) => {
    waiting += 1;
    options.onChange?.(change);
    pusher.push(ctx, change);
    if (change.kind === 'published') indexer.wake();
    askModerators(ctx, service, change, (stanza) => channels.send(stanza)).catch(onFailure);
    pusher.settled().then(() => {
      waiting -= 1;
    });
  };
  const sender = new IncidentSender({
    settings: options.incidents,
    ...{ domain, publicUrl: options.publicUrl, log },
    photoFile: (sha256) => media?.fileOf(sha256) ?? '',
  });
  const ctx: ServiceContext = {
    desk: sender.desk,
    database: meteredDatabase(pass ? failingDatabase(database, pass) : database, meter),
    watchers: new Watchers(options.siteReaders),
    rates: options.limits ? new Rates(() => performance.now()) : null,
    domain,
    admins: new Set(options.admins.map((name) => `${name}@${domain}`)),
    defaultChannels: options.defaultChannels.map((name) => `${name}@topics.${domain}`),
    places: options.places,
    emergency: options.emergency,
    now: () => new Date().toISOString(),
    newId: randomUUID,
    announce,
    filesUnused: (names) => media?.drop(names).catch(onFailure),
    tellReading: (actor, news) => pusher.pushReading(ctx, actor, news),
    tellOffice: (concerned) => pusher.pushOffice(ctx, concerned),
    nobodyLeft: () => housekeeping.lookForJudges(),
  };
  const indexer = new WordIndexer(ctx.database, onFailure);
  const housekeeping = new Housekeeping(ctx, log, onFailure);
  await ensureDefaultChannels(ctx);
  const lost = await renamePlaces(ctx);
  if (lost.length > 0) log.warn('channels-of-unknown-places', { channels: lost.join(' ') });
  meter.database(await durabilityOf(ctx.database));

  const mediaDomain = `media.${domain}`;
  const media =
    options.media === undefined
      ? null
      : await openMedia({ ...options.media, ctx, log, send: (stanza) => mediaLink?.send(stanza) });

  // From here on nothing fails any more. First what a process that was killed had left to do.
  indexer.wake();
  sender.start(ctx);
  housekeeping.start();

  let stopping = false;
  const component = (name: string, secret: string, routes: Routes) => {
    const made: ComponentLink = new ComponentLink({
      host: link.host,
      port: link.port,
      domain: name,
      secret,
      mayAct: () => options.reign?.holds() ?? true,
      onStanza: (stanza) => {
        const reply = (answered: Element) =>
          takesWritten(answered) ? made.sendText(serializeWritten(answered)) : made.send(answered);
        const send = failingAfter(reply, pass, 'after-reply');
        if (name === service) multicast.receive(stanza);
        else if (name === mediaDomain) media?.receive(stanza);
        const routing = { ctx, service: name, routes, meter, send, onFailure };
        receive({ ...routing, arrivals }, stanza);
      },
      onOnline: () => {
        log.info('component-online', { component: name });
        if (name !== service) return;
        multicast.linkUp().catch(onFailure);
        comeback.linkUp();
      },
      onOffline: (reason) => {
        log[stopping ? 'info' : 'warn']('component-offline', { component: name, reason });
        if (name !== service) return;
        comeback.linkDown();
        ctx.watchers.clear();
      },
    });
    made.start();
    return made;
  };
  const channels = component(service, link.channelsSecret, CHANNELS_ROUTES);
  const topics = component(`topics.${domain}`, link.topicsSecret, TOPICS_ROUTES);
  const mediaLink: ComponentLink | null =
    media && component(mediaDomain, link.mediaSecret, media.routes);

  const online = () => Number(channels.isOnline) + Number(topics.isOnline);
  meter.watch('component_online', online);
  meter.watch('pushes_waiting', () => waiting);
  meter.watch('matters_nobody_decides', () => housekeeping.undecided);
  const databaseAnswers = databaseProbe(ctx.database);

  const isOnline = () => online() === 2;
  return {
    isOnline,
    leads: () => options.reign?.holds() ?? true,
    media,
    health: async () => ({ channels: isOnline(), database: await databaseAnswers() }),
    stop: async () => {
      stopping = true;
      await pusher.stop();
      await tellEverybody(ctx, channels, service, 'unavailable').catch(onFailure);
      media?.stop();
      await housekeeping.stop();
      await sender.stop();
      await Promise.all([channels.stop(), topics.stop(), mediaLink?.stop()]);
      await indexer.stop();
      await ctx.database.close();
    },
  };
}

interface Receiving extends RouterOptions {
  readonly arrivals: Arrivals;
}

function receive(options: Receiving, stanza: Element): void {
  if (stanza.ns !== NS.CLIENT) return;
  const { ctx, service, onFailure, arrivals } = options;
  const { from = '' } = stanza.attrs;
  // The other domains answer what is asked: they push to nobody, so who comes and goes there does not here.
  if (stanza.name !== 'iq' && service !== `channels.${ctx.domain}`) return;
  if (stanza.name === 'presence') {
    arrivals.begin(from, () => onPresence(options, stanza).catch(onFailure));
    return;
  }
  const take = () => {
    if (stanza.name === 'iq') return answer(options, stanza);
    return (isSpoken(stanza) ? onSpoken : onMessage)(options, stanza);
  };
  arrivals.settled(from).then(take).catch(onFailure);
}

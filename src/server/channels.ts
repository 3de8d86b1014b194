import { randomUUID } from 'node:crypto';
import { NS } from '../protocol/namespaces.ts';
import type { Element } from '../protocol/xml.ts';
import { askModerators, onMessage } from './component/authorization.ts';
import { ComponentLink } from './component/link.ts';
import { MulticastFinder } from './component/multicast-finder.ts';
import { onPresence, tellEverybody } from './component/presence.ts';
import { Pusher } from './component/push.ts';
import { answer, type RouterOptions, type Routes } from './component/router.ts';
import { CHANNELS_ROUTES, TOPICS_ROUTES } from './component/routes.ts';
import { databaseProbe } from './database-probe.ts';
import type { Log } from './log.ts';
import type { Meter } from './meter.ts';
import { meteredDatabase } from './metrics/metered-database.ts';
import type { Change, ServiceContext } from './service/context.ts';
import { ensureDefaultChannels } from './service/default-channels.ts';
import { Rates } from './service/rates.ts';
import { Watchers } from './service/watchers.ts';
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
  /** Whether anybody is slowed. */
  readonly limits: boolean;
  /** For how long this process acts, where several share a database. */
  readonly reign?: Reign;
  readonly log: Log;
  readonly meter: Meter;
}

export interface Channels {
  /** Whether requests reach the service in this process. */
  isOnline(): boolean;
  /** Whether requests reach the service, and whether its database answers. */
  health(): Promise<{ readonly channels: boolean; readonly database: boolean }>;
  stop(): Promise<void>;
}

/** The channel service, put together: database, rules, and its two components. */
export async function startChannels(options: ChannelsOptions): Promise<Channels> {
  const { domain, link, log, meter } = options;
  const service = `channels.${domain}`;
  const onFailure = (error: unknown) =>
    log.error('channels-failure', {
      error: error instanceof Error ? error : new Error(`${error}`),
    });
  const push = (xml: string) => channels.sendText(xml);
  const fannedOut = (connections: number) => meter.fannedOut(connections);
  const toServer = (stanza: Element) => channels.send(stanza);
  const multicast = new MulticastFinder(service, domain, toServer, onFailure);
  const pusher = new Pusher(service, push, onFailure, () => multicast.current, fannedOut);
  let waiting = 0;
  const announce = (change: Change) => {
    waiting += 1;
    pusher.push(ctx, change);
    askModerators(ctx, service, change, (stanza) => channels.send(stanza)).catch(onFailure);
    pusher.settled().then(() => {
      waiting -= 1;
    });
  };
  const ctx: ServiceContext = {
    database: meteredDatabase(await openDatabase(options.database, options.reign), meter),
    watchers: new Watchers(),
    rates: options.limits ? new Rates(() => performance.now()) : null,
    domain,
    admins: new Set(options.admins.map((name) => `${name}@${domain}`)),
    defaultChannels: options.defaultChannels.map((name) => `${name}@topics.${domain}`),
    now: () => new Date().toISOString(),
    newId: randomUUID,
    announce,
    tellReading: (actor, news) => pusher.pushReading(ctx, actor, news),
  };
  await ensureDefaultChannels(ctx);
  meter.database(await durabilityOf(ctx.database));

  const component = (name: string, secret: string, routes: Routes) => {
    const made: ComponentLink = new ComponentLink({
      host: link.host,
      port: link.port,
      domain: name,
      secret,
      mayAct: () => options.reign?.holds() ?? true,
      onStanza: (stanza) => {
        const send = (answered: Element) => made.send(answered);
        if (name === service) multicast.receive(stanza);
        receive({ ctx, service: name, routes, meter, send, onFailure }, made, stanza);
      },
      onOnline: () => {
        log.info('component-online', { component: name });
        if (name !== service) return;
        multicast.linkUp().catch(onFailure);
        tellEverybody(ctx, made, service, 'available').catch(onFailure);
      },
      onOffline: (reason) => log.warn('component-offline', { component: name, reason }),
    });
    made.start();
    return made;
  };
  const channels = component(service, link.channelsSecret, CHANNELS_ROUTES);
  const topics = component(`topics.${domain}`, link.topicsSecret, TOPICS_ROUTES);

  const online = () => Number(channels.isOnline) + Number(topics.isOnline);
  meter.watch('component_online', online);
  meter.watch('pushes_waiting', () => waiting);
  const databaseAnswers = databaseProbe(ctx.database);

  const isOnline = () => online() === 2;
  return {
    isOnline,
    health: async () => ({ channels: isOnline(), database: await databaseAnswers() }),
    stop: async () => {
      await pusher.settled();
      await tellEverybody(ctx, channels, service, 'unavailable').catch(onFailure);
      await Promise.all([channels.stop(), topics.stop()]);
      await ctx.database.close();
    },
  };
}

function receive(options: RouterOptions, link: ComponentLink, stanza: Element): void {
  if (stanza.ns !== NS.CLIENT) return;
  const { ctx, service, onFailure } = options;
  if (stanza.name === 'iq') answer(options, stanza).catch(onFailure);
  else if (stanza.name === 'presence') onPresence(ctx, link, service, stanza).catch(onFailure);
  else onMessage(ctx, stanza, options.send).catch(onFailure);
}

import { randomUUID } from 'node:crypto';
import { NS } from '../protocol/namespaces.ts';
import type { Element } from '../protocol/xml.ts';
import { ComponentLink } from './component/link.ts';
import { onPresence, tellEverybody } from './component/presence.ts';
import { Pusher } from './component/push.ts';
import { answer, type Routes } from './component/router.ts';
import { CHANNELS_ROUTES, TOPICS_ROUTES } from './component/routes.ts';
import type { Log } from './log.ts';
import type { ServiceContext } from './service/context.ts';
import { ensureDefaultChannels } from './service/default-channels.ts';
import { Rates } from './service/rates.ts';
import { Watchers } from './service/watchers.ts';
import { openDatabase } from './storage/open.ts';

export interface ChannelsOptions {
  /** A `postgres://` address, or the path of the SQLite file. */
  readonly database: string;
  /** Domain of the accounts. */
  readonly domain: string;
  readonly link: {
    readonly host: string;
    readonly port: number;
    readonly channelsSecret: string;
    readonly topicsSecret: string;
  };
  /** Usernames that may create group channels; the first owns the default channels. */
  readonly admins: readonly string[];
  /** Localparts of the group channels that a new person follows at once; made where missing. */
  readonly defaultChannels: readonly string[];
  /** Whether anybody is slowed. */
  readonly limits: boolean;
  readonly log: Log;
}

export interface Channels {
  /** Whether requests reach the service. */
  isReady(): boolean;
  stop(): Promise<void>;
}

/** The channel service, put together: database, rules, and its two components. */
export async function startChannels(options: ChannelsOptions): Promise<Channels> {
  const { domain, link, log } = options;
  const service = `channels.${domain}`;
  const onFailure = (error: unknown) =>
    log.error('channels-failure', {
      error: error instanceof Error ? error : new Error(`${error}`),
    });
  const pusher = new Pusher(service, (xml) => channels.sendText(xml), onFailure);
  const ctx: ServiceContext = {
    database: await openDatabase(options.database),
    watchers: new Watchers(),
    rates: options.limits ? new Rates(() => performance.now()) : null,
    domain,
    admins: new Set(options.admins.map((name) => `${name}@${domain}`)),
    defaultChannels: options.defaultChannels.map((name) => `${name}@topics.${domain}`),
    now: () => new Date().toISOString(),
    newId: randomUUID,
    announce: (change) => pusher.push(ctx, change),
  };
  await ensureDefaultChannels(ctx);

  const component = (name: string, secret: string, routes: Routes) => {
    const made: ComponentLink = new ComponentLink({
      host: link.host,
      port: link.port,
      domain: name,
      secret,
      onStanza: (stanza) => receive(ctx, made, name, routes, stanza, onFailure),
      onOnline: () => {
        log.info('component-online', { component: name });
        if (name === service) tellEverybody(ctx, made, service, 'available').catch(onFailure);
      },
      onOffline: (reason) => log.warn('component-offline', { component: name, reason }),
    });
    made.start();
    return made;
  };
  const channels = component(service, link.channelsSecret, CHANNELS_ROUTES);
  const topics = component(`topics.${domain}`, link.topicsSecret, TOPICS_ROUTES);

  return {
    isReady: () => channels.isOnline && topics.isOnline,
    stop: async () => {
      await pusher.settled();
      await tellEverybody(ctx, channels, service, 'unavailable');
      await Promise.all([channels.stop(), topics.stop()]);
      await ctx.database.close();
    },
  };
}

function receive(
  ctx: ServiceContext,
  link: ComponentLink,
  service: string,
  routes: Routes,
  stanza: Element,
  onFailure: (error: unknown) => void,
): void {
  if (stanza.ns !== NS.CLIENT) return;
  const send = (answered: Element) => link.send(answered);
  if (stanza.name === 'iq') {
    answer({ ctx, service, routes, send, onFailure }, stanza).catch(onFailure);
  } else if (stanza.name === 'presence') {
    onPresence(ctx, link, service, stanza).catch(onFailure);
  }
}

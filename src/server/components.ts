import type { Element } from '../protocol/xml.ts';
import { Arrivals } from './component/arrivals.ts';
import { ComponentLink } from './component/link.ts';
import { receive } from './component/receive.ts';
import type { RouterOptions, Routes } from './component/router.ts';
import { CHANNELS_ROUTES, TOPICS_ROUTES } from './component/routes.ts';
import { serializeWritten } from './component/written.ts';
import { failingAfter, type Pass } from './failpoints.ts';
import type { Log } from './log.ts';
import type { Meter } from './meter.ts';
import type { ComponentAccess } from './xmpp-server/component-access.ts';

/** What a component does beside answering what it is asked. */
interface Besides {
  /** Sees all that comes, before it is answered. */
  receive?(stanza: Element): void;
  linkUp?(): void;
  linkDown?(): void;
  /** Whether entries that go to that connection may be written as text (`component/written.ts`). */
  takesWritten?(fullJid: string): boolean;
}

export interface ComponentsOptions extends Pick<RouterOptions, 'ctx' | 'onFailure'> {
  readonly access: ComponentAccess;
  readonly channels: Required<Besides>;
  /** `null` where there are no pictures. */
  readonly media: (Besides & { readonly routes: Routes }) | null;
  /** Whether anything may be answered or sent now. */
  readonly mayAct: () => boolean;
  readonly pass: Pass | undefined;
  readonly log: Log;
  readonly meter: Meter;
}

/** The service's domains, each with a link of its own to the XMPP server. */
export interface Components {
  /** Whom people follow: the one that pushes. */
  readonly channels: ComponentLink;
  readonly media: ComponentLink | null;
  /** How many are up of the two that nobody can do without. */
  online(): number;
  stop(): Promise<void>;
}

export function startComponents(options: ComponentsOptions): Components {
  const { ctx, access, media, mayAct, meter, onFailure, pass, log } = options;
  const arrivals = new Arrivals();
  let stopping = false;
  const start = (name: string, secret: string, routes: Routes, besides: Besides = {}) => {
    const domain = `${name}.${ctx.domain}`;
    const link: ComponentLink = new ComponentLink({
      ...{ host: access.host, port: access.port, domain, secret, mayAct },
      onStanza: (stanza) => {
        besides.receive?.(stanza);
        receive(receiving, stanza);
      },
      onOnline: () => {
        log.info('component-online', { component: domain });
        besides.linkUp?.();
      },
      onOffline: (reason) => {
        log[stopping ? 'info' : 'warn']('component-offline', { component: domain, reason });
        besides.linkDown?.();
      },
    });
    const reply = (answer: Element) => {
      const { from, to = '' } = answer.attrs;
      // Our module in the XMPP server knows the component itself, and no address at it.
      const isWritten = from === domain && besides.takesWritten?.(to);
      return isWritten ? link.sendText(serializeWritten(answer)) : link.send(answer);
    };
    const send = failingAfter(reply, pass, 'after-reply');
    const receiving = { ctx, service: domain, routes, meter, send, onFailure, arrivals };
    link.start();
    return link;
  };
  const channels = start('channels', access.channelsSecret, CHANNELS_ROUTES, options.channels);
  const topics = start('topics', access.topicsSecret, TOPICS_ROUTES);
  const mediaLink = media && start('media', access.mediaSecret, media.routes, media);
  return {
    channels,
    media: mediaLink,
    online: () => Number(channels.isOnline) + Number(topics.isOnline),
    stop: async () => {
      stopping = true;
      await Promise.all([channels.stop(), topics.stop(), mediaLink?.stop()]);
    },
  };
}

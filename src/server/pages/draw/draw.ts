import type { Route } from '../../../screens/route.ts';
import type { Drawn } from '../drawn.ts';
import { troubleOf, type Visitor } from '../visitor.ts';
import { drawLogin, drawMenu, drawSignup } from './account.tsx';
import { drawChannel } from './channel.tsx';
import { drawChannels } from './channels.tsx';
import { drawMessage } from './message.tsx';
import { drawNewTopic } from './new-topic.tsx';
import { drawProse } from './prose.tsx';
import { drawTopic } from './topic.tsx';

/** Screens that pages can show, besides those of a channel. */
const DRAWN = ['channels', 'login', 'signup', 'menu', 'rules', 'help', 'about'] as const;

export type ChannelRoute = Extract<Route, { channel: string }>;
export type DrawnRoute = ChannelRoute | { readonly screen: (typeof DRAWN)[number] };

/** Whether that screen can be drawn here; the others are shown by the app alone. */
export function isDrawn(route: Route): route is DrawnRoute {
  return 'channel' in route || (DRAWN as readonly string[]).includes(route.screen);
}

/** The screen of an address, or the sentence that says why it cannot be shown. */
export async function draw(visitor: Visitor, route: DrawnRoute, before?: string): Promise<Drawn> {
  try {
    return await drawRoute(visitor, route, before);
  } catch (error) {
    return drawTrouble(visitor, route, error);
  }
}

async function drawRoute(visitor: Visitor, route: DrawnRoute, before?: string): Promise<Drawn> {
  switch (route.screen) {
    case 'channels':
      return drawChannels(visitor, before);
    case 'channel':
      return drawChannel(visitor, route.channel, before);
    case 'topic':
      return drawTopic(visitor, route.channel, route.topic, before);
    case 'new-topic':
      return drawNewTopic(visitor, route.channel);
    case 'login':
      return drawLogin(visitor, false);
    case 'signup':
      return drawSignup(visitor);
    case 'menu':
      return drawMenu(visitor);
    case 'rules':
    case 'help':
    case 'about':
      return drawProse(visitor, route.screen);
  }
}

/** Says why a page cannot be shown; it says nothing of what it would have shown. */
export function drawTrouble(visitor: Visitor, route: DrawnRoute, error: unknown): Drawn {
  const { t } = visitor;
  const trouble = troubleOf(error);
  switch (trouble) {
    case 'not-found':
    case 'topic-gone':
      return drawMessage(visitor, 404, 'topic' in route ? t.noSuchTopic : t.noSuchChannel);
    case 'forbidden':
    case 'awaiting-approval':
      return drawMessage(visitor, 403, t.closedChannel);
    default:
      return drawMessage(visitor, 503, t.troubles[trouble]);
  }
}

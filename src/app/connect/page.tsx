import { useEffect } from 'preact/hooks';
import { toBare } from '../../protocol/jid.ts';
import { Message } from '../../screens/message.tsx';
import { type Route, routeOf } from '../../screens/route.ts';
import { Rules } from '../../screens/rules.tsx';
import { ChannelPage } from './channel-page.tsx';
import { ChannelsPage } from './channels-page.tsx';
import { LoginPage } from './login-page.tsx';
import { MenuPage } from './menu-page.tsx';
import { NewTopicPage } from './new-topic-page.tsx';
import type { PageProps } from './page-props.ts';
import { SignupPage } from './signup-page.tsx';
import { TopicPage } from './topic-page.tsx';
import { arrive } from './visits.ts';

interface Props extends PageProps {
  readonly default: true;
  /** Given by the router. */
  readonly url?: string;
}

/** Picks the page of an address. Another address, or another person, is another page. */
export function Page({ url = '/', ...page }: Props) {
  useEffect(arrive, [url]);
  const key = `${page.account.store.name} ${url}`;
  const route = withNormalJid(routeOf(url));
  switch (route?.screen) {
    case 'channels':
      return <ChannelsPage key={key} {...page} />;
    case 'channel':
      return <ChannelPage key={key} {...page} channel={route.channel} />;
    case 'new-topic':
      return <NewTopicPage key={key} {...page} channel={route.channel} />;
    case 'topic':
      return <TopicPage key={key} {...page} channel={route.channel} topic={route.topic} />;
    case 'login':
      return <LoginPage key={url} {...page} />;
    case 'signup':
      return <SignupPage key={url} {...page} />;
    case 'menu':
      return <MenuPage key={key} {...page} />;
    case 'rules':
      return <Rules key={key} t={page.t} notice={page.notice} />;
    default:
      return <Message key={key} t={page.t} notice={page.notice} message={page.t.noSuchPage} />;
  }
}

/** Addresses are typed by people: the store knows each channel by one spelling only. */
function withNormalJid(route: Route | null): Route | null {
  if (!route || !('channel' in route)) return route;
  const channel = toBare(route.channel);
  return channel === null ? null : { ...route, channel };
}

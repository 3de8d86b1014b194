import { useEffect, useErrorBoundary, useLayoutEffect } from 'preact/hooks';
import { toBare } from '../../protocol/jid.ts';
import { Message } from '../../screens/message.tsx';
import { aboutText, Prose } from '../../screens/prose.tsx';
import { type Route, routeOf } from '../../screens/route.ts';
import { ActivityPage } from './activity-page.tsx';
import { ChannelPage } from './channel-page.tsx';
import { ChannelsPage } from './channels-page.tsx';
import { EmergencyPage } from './emergency-page.tsx';
import { loadIncidentPages } from './load-incident-pages.ts';
import { LoginPage } from './login-page.tsx';
import { MenuPage } from './menu-page.tsx';
import { NewTopicPage } from './new-topic-page.tsx';
import { onDemand } from './on-demand.tsx';
import type { PageProps } from './page-props.ts';
import { PlacePage } from './place-page.tsx';
import { ProfilePage } from './profile-page.tsx';
import { RulesPage } from './rules-page.tsx';
import { SearchPage } from './search-page.tsx';
import { SettingsPage } from './settings-page.tsx';
import { SignupPage } from './signup-page.tsx';
import { TopicPage } from './topic-page.tsx';
import { arrive, showTo } from './visits.ts';

const OfficePage = onDemand<PageProps & { readonly route: Route }>(async ({ t }) =>
  (await import('./office/office-page.tsx')).officePage(t.language),
);

const RarePage = onDemand<PageProps & { readonly route: Route }>(async ({ t }) =>
  (await import('./rare/rare-page.tsx')).rarePage(t.language),
);

/** Fetched before it is wanted where somebody is signed in: things break where there is no network. */
const IncidentPages = onDemand<PageProps & { readonly route: Route }>(({ t }) =>
  loadIncidentPages(t.language),
);

interface Props extends PageProps {
  readonly default: true;
  /** Given by the router. */
  readonly url?: string;
}

/** Picks the page of an address. Another address, or another person, is another page. */
export function Page({ url = '/', ...page }: Props) {
  // As soon as it stands there: who goes back at once must not find the screen above as this one was.
  useLayoutEffect(arrive, [url]);
  const [broken, mend] = useErrorBoundary(tellBrowser);
  useEffect(mend, [url]);
  showTo(page.account.me);
  const key = `${page.account.store.name} ${url}`;
  const route = withNormalJid(routeOf(url));
  const { t, notice } = page;
  const read = { key, t, notice };
  if (broken) return <Message {...read} message={t.wentWrong} />;
  switch (route?.screen) {
    case 'channels':
      return <ChannelsPage key={key} {...page} />;
    case 'channel':
      return <ChannelPage key={key} {...page} channel={route.channel} />;
    case 'share':
      return <ChannelsPage key={key} {...page} shared={route.text} />;
    case 'new-topic':
      return <NewTopicPage key={key} {...page} channel={route.channel} shared={route.text} />;
    case 'topic':
      return <TopicPage key={key} {...page} channel={route.channel} topic={route.topic} />;
    case 'login':
      return <LoginPage key={url} {...page} />;
    case 'signup':
      return <SignupPage key={url} {...page} />;
    case 'menu':
      return <MenuPage key={key} {...page} />;
    case 'rules':
      return <RulesPage key={key} {...page} />;
    case 'help':
      return <Prose {...read} title={t.help} sentences={t.helpText} />;
    case 'about':
      return (
        <Prose {...read} title={t.about} sentences={aboutText(t, page.device.site, __VERSION__)} />
      );
    case 'profile':
      return <ProfilePage key={key} {...page} person={route.person} />;
    case 'search':
      return <SearchPage key={key} {...page} words={route.words} />;
    case 'places':
      return <PlacePage key={key} {...page} />;
    case 'place':
      return <PlacePage key={key} {...page} place={route.place} words={route.words} />;
    case 'emergency':
      return <EmergencyPage key={key} {...page} />;
    case 'place-emergency':
      return <EmergencyPage key={key} {...page} place={route.place} />;
    case 'activity':
      return <ActivityPage key={key} {...page} />;
    case 'settings':
      return <SettingsPage key={url} {...page} />;
    case 'new-channel':
    case 'channel-place':
    case 'place-moderators':
    case 'channel-settings':
    case 'delete-channel':
    case 'remove-post':
    case 'write-for':
    case 'people':
    case 'member':
    case 'todo':
      return <OfficePage key={key} {...page} route={route} />;
    case 'report-post':
    case 'report-person':
    case 'complaints':
    case 'appeal':
    case 'notices':
    case 'channel-log':
      return <RarePage key={key} {...page} route={route} />;
    // Whoever it was, they are told on this screen how it ended.
    case 'account':
    case 'delete-account':
      return <RarePage key={url} {...page} route={route} />;
    case 'desk':
    case 'desk-incident':
      return <OfficePage key={key} {...page} route={route} />;
    case 'report':
    case 'report-about':
    case 'incidents':
    case 'incident':
      return <IncidentPages key={key} {...page} route={route} />;
    default:
      return <Message {...read} message={t.noSuchPage} />;
  }
}

/** The person is told by the screen; a developer's console, and whoever watches errors, by this. */
function tellBrowser(error: unknown): void {
  setTimeout(() => {
    throw error;
  });
}

/** Addresses are typed by people: the store knows each channel by one spelling only. */
function withNormalJid(route: Route | null): Route | null {
  if (route && 'person' in route) {
    const person = toBare(route.person);
    return person === null ? null : { ...route, person };
  }
  if (!route || !('channel' in route)) return route;
  const channel = toBare(route.channel);
  return channel === null ? null : { ...route, channel };
}

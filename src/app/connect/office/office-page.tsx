/** The screens of those who make and keep channels: one script, that nobody else ever fetches. */
import type { FunctionComponent } from 'preact';
import { Message } from '../../../screens/message.tsx';
import type { Route } from '../../../screens/route.ts';
import { loadIncidentText } from '../../../screens/text/incident/incident-text.ts';
import type { Language } from '../../../screens/text/languages.ts';
import type { OfficeText } from '../../../screens/text/office/office-en.ts';
import { loadOfficeText } from '../../../screens/text/office/office-text.ts';
import type { PageProps } from '../page-props.ts';
import { ChannelPlacePage } from './channel-place-page.tsx';
import { ChannelSettingsPage } from './channel-settings-page.tsx';
import { DeleteChannelPage } from './delete-channel-page.tsx';
import { DeskIncidentPage } from './desk-incident-page.tsx';
import { DeskPage } from './desk-page.tsx';
import { MemberPage } from './member-page.tsx';
import { NewChannelPage } from './new-channel-page.tsx';
import { PeoplePage } from './people-page.tsx';
import { PlaceModeratorsPage } from './place-moderators-page.tsx';
import { RemovePostPage } from './remove-post-page.tsx';
import { TodoPage } from './todo-page.tsx';
import { WriteForPage } from './write-for-page.tsx';

export interface OfficePageProps extends PageProps {
  readonly route: Route;
}

/** What every page of an office is handed. */
export interface WithWords extends PageProps {
  readonly o: OfficeText;
}

/** The page of an address, with its words in that language. */
export async function officePage(language: Language): Promise<FunctionComponent<OfficePageProps>> {
  const [o, i] = await Promise.all([loadOfficeText(language), loadIncidentText(language)]);
  return ({ route, ...page }) => {
    const { t, notice, account } = page;
    if (account.me === null) return <Message t={t} notice={notice} message={t.readingOnly} />;
    switch (route.screen) {
      case 'new-channel':
        return <NewChannelPage {...page} o={o} place={route.place} />;
      case 'channel-place':
        return <ChannelPlacePage {...page} o={o} channel={route.channel} at={route.at} />;
      case 'place-moderators':
        return <PlaceModeratorsPage {...page} o={o} place={route.place} />;
      case 'channel-settings':
        return <ChannelSettingsPage {...page} o={o} channel={route.channel} />;
      case 'delete-channel':
        return <DeleteChannelPage {...page} o={o} channel={route.channel} />;
      case 'people':
        return <PeoplePage {...page} o={o} {...route} />;
      case 'member':
        return <MemberPage {...page} o={o} channel={route.channel} member={route.member} />;
      case 'remove-post':
        return <RemovePostPage {...page} o={o} channel={route.channel} item={route.item} />;
      case 'write-for':
        return <WriteForPage {...page} o={o} channel={route.channel} topic={route.topic} />;
      case 'todo':
        return <TodoPage {...page} o={o} i={i} />;
      case 'desk':
        return <DeskPage {...page} o={o} i={i} />;
      case 'desk-incident':
        return <DeskIncidentPage {...page} o={o} i={i} reference={route.reference} />;
      default:
        return null;
    }
  };
}

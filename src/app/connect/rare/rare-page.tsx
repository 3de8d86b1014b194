/**
 * What few people ever open, and what needs a network: reports to moderators, appeals, what was done by
 * office, the account. One script, fetched when somebody goes there.
 */
import type { FunctionComponent } from 'preact';
import { Message } from '../../../screens/message.tsx';
import type { Route } from '../../../screens/route.ts';
import type { Language } from '../../../screens/text/languages.ts';
import type { RareText } from '../../../screens/text/rare/rare-en.ts';
import { loadRareText } from '../../../screens/text/rare/rare-text.ts';
import type { PageProps } from '../page-props.ts';
import { AppealPage } from './appeal-page.tsx';
import { ChannelLogPage } from './channel-log-page.tsx';
import { ComplaintsPage } from './complaints-page.tsx';
import { DeleteAccountPage } from './delete-account-page.tsx';
import { NoticesPage } from './notices-page.tsx';
import { OwnAccountPage } from './own-account-page.tsx';
import { ReportPersonPage } from './report-person-page.tsx';
import { ReportPostPage } from './report-post-page.tsx';

/** What each of these pages is handed. */
export interface WithWords extends PageProps {
  readonly r: RareText;
}

/** The page of an address, with its words in that language. */
export async function rarePage(
  language: Language,
): Promise<FunctionComponent<PageProps & { readonly route: Route }>> {
  const r = await loadRareText(language);
  return ({ route, ...page }) => {
    const { t, notice, account } = page;
    switch (route.screen) {
      case 'notices':
        return <NoticesPage {...page} r={r} />;
      case 'channel-log':
        return <ChannelLogPage {...page} r={r} channel={route.channel} />;
      case 'account':
        return <OwnAccountPage {...page} r={r} />;
      case 'delete-account':
        return <DeleteAccountPage {...page} r={r} />;
    }
    if (account.me === null) return <Message t={t} notice={notice} message={t.readingOnly} />;
    switch (route.screen) {
      case 'report-post':
        return <ReportPostPage {...page} r={r} channel={route.channel} item={route.item} />;
      case 'report-person':
        return <ReportPersonPage {...page} r={r} person={route.person} />;
      case 'complaints':
        return <ComplaintsPage {...page} r={r} />;
      case 'appeal':
        return <AppealPage {...page} r={r} act={Number(route.act)} />;
      default:
        return null;
    }
  };
}

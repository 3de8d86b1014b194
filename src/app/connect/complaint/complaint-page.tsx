/** Reports to moderators, and appeals: one script, fetched when somebody goes there. */
import type { FunctionComponent } from 'preact';
import { Message } from '../../../screens/message.tsx';
import type { Route } from '../../../screens/route.ts';
import type { ComplaintText } from '../../../screens/text/complaint/complaint-en.ts';
import { loadComplaintText } from '../../../screens/text/complaint/complaint-text.ts';
import type { Language } from '../../../screens/text/languages.ts';
import type { PageProps } from '../page-props.ts';
import { AppealPage } from './appeal-page.tsx';
import { ComplaintsPage } from './complaints-page.tsx';
import { ReportPersonPage } from './report-person-page.tsx';
import { ReportPostPage } from './report-post-page.tsx';

/** What each of these pages is handed. */
export interface WithWords extends PageProps {
  readonly c: ComplaintText;
}

/** The page of an address, with its words in that language. */
export async function complaintPage(
  language: Language,
): Promise<FunctionComponent<PageProps & { readonly route: Route }>> {
  const c = await loadComplaintText(language);
  return ({ route, ...page }) => {
    const { t, notice, account } = page;
    if (account.me === null) return <Message t={t} notice={notice} message={t.readingOnly} />;
    switch (route.screen) {
      case 'report-post':
        return <ReportPostPage {...page} c={c} channel={route.channel} item={route.item} />;
      case 'report-person':
        return <ReportPersonPage {...page} c={c} person={route.person} />;
      case 'complaints':
        return <ComplaintsPage {...page} c={c} />;
      case 'appeal':
        return <AppealPage {...page} c={c} act={Number(route.act)} />;
      default:
        return null;
    }
  };
}

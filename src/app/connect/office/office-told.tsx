/** What everybody may know of acts by office: a script of its own, fetched when somebody looks. */
import type { FunctionComponent } from 'preact';
import type { Language } from '../../../screens/text/languages.ts';
import { loadOfficeText } from '../../../screens/text/office/office-text.ts';
import { ChannelLogPage } from './channel-log-page.tsx';
import { NoticesPage } from './notices-page.tsx';
import type { OfficePageProps } from './office-page.tsx';

/** The page of an address, with its words in that language. */
export async function toldPage(language: Language): Promise<FunctionComponent<OfficePageProps>> {
  const o = await loadOfficeText(language);
  return ({ route, ...page }) =>
    'channel' in route ? (
      <ChannelLogPage {...page} o={o} channel={route.channel} />
    ) : (
      <NoticesPage {...page} o={o} />
    );
}

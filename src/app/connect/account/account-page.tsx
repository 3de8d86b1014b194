/** What people seldom do with their account: a script of its own, fetched when somebody goes there. */
import type { FunctionComponent } from 'preact';
import type { Route } from '../../../screens/route.ts';
import type { AccountText } from '../../../screens/text/account/account-en.ts';
import { loadAccountText } from '../../../screens/text/account/account-text.ts';
import type { Language } from '../../../screens/text/languages.ts';
import type { PageProps } from '../page-props.ts';
import { DeleteAccountPage } from './delete-account-page.tsx';
import { OwnAccountPage } from './own-account-page.tsx';

interface AccountPageProps extends PageProps {
  readonly route: Route;
}

/** What every page of an account is handed. */
export interface WithAccountWords extends PageProps {
  readonly a: AccountText;
}

/** The page of an address, with its words in that language. */
export async function accountPage(
  language: Language,
): Promise<FunctionComponent<AccountPageProps>> {
  const a = await loadAccountText(language);
  return ({ route, ...page }) =>
    route.screen === 'account' ? (
      <OwnAccountPage {...page} a={a} />
    ) : (
      <DeleteAccountPage {...page} a={a} />
    );
}

import { signOutEverywhereRequest } from '../../../protocol/account.ts';
import { hrefOf } from '../../../screens/route.ts';
import { DONE, type Outcome, type Write } from './write.ts';

/**
 * Ends every session of the person, wherever it is.
 *
 * @throws RequestRefused where the XMPP server did not do it, another error where it does not answer.
 */
export async function signOutEverywhere({ visitor }: Write): Promise<Outcome> {
  await visitor.askServer?.('set', signOutEverywhereRequest());
  return { goTo: `${hrefOf({ screen: 'menu' })}?${DONE}`, leave: true };
}

import { ownDataRequest, readOwnData } from '../../../protocol/account.ts';
import { hrefOf } from '../../../screens/route.ts';
import type { Outcome, Write } from './write.ts';

/**
 * Leads to the file with all that the person has here.
 *
 * @throws RequestRefused where the media service refuses, another error where it does not answer.
 */
export async function downloadData({ visitor }: Write): Promise<Outcome> {
  const answer = await visitor.askMedia?.('get', ownDataRequest());
  return { goTo: (answer && readOwnData(answer)) ?? hrefOf({ screen: 'account' }) };
}

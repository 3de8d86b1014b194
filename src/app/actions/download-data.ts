import { ownDataRequest, readOwnData } from '../../protocol/account.ts';
import { troubleOf } from '../sync/trouble.ts';
import type { Account, Trouble } from './device.ts';

/** Has the browser fetch a file with all that the person has here. */
export async function downloadData({ context, site }: Account): Promise<Trouble | null> {
  try {
    const answer = await context.ask('get', ownDataRequest(), `media.${site.domain}`);
    const path = readOwnData(answer);
    if (path === null) return 'refused';
    // It is a file to be kept: the screen stays.
    location.assign(path);
    return null;
  } catch (error) {
    return troubleOf(error);
  }
}

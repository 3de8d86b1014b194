import { hrefOf } from '../../screens/route.ts';
import { unreadNumber } from '../../screens/unread-number.ts';
import { Encoded } from './encoded.ts';
import { guestOf } from './person-pages.ts';
import { readOwn } from './read/channels.ts';
import { sendPrivate } from './send.ts';
import type { Cookies } from './session/ticket.ts';
import type { PageSite, Visit } from './site.ts';
import { isOurMistake } from './visitor.ts';

/**
 * What is new for the person at the browser, for its script: a line for each channel that has
 * something, its address and the words of its badge with a tab between them.
 */
export async function answerCounts(site: PageSite, visit: Visit, cookies: Cookies): Promise<void> {
  const { t } = visit;
  try {
    const { visitor } = await guestOf(site, visit, cookies);
    const news = (await readOwn(visitor, 'counts')).filter(({ reading }) => reading?.unread);
    const lines = news.map(({ channel, reading }) => {
      const badge = t.newItems(unreadNumber(reading?.unread ?? 0));
      return `${hrefOf({ screen: 'channel', channel })}\t${badge}`;
    });
    sendPrivate(visit, new Encoded(200, 'text/plain; charset=utf-8', lines.join('\n')));
  } catch (error) {
    if (isOurMistake(error)) site.onMistake(error);
    sendPrivate(visit, new Encoded(503, 'text/plain; charset=utf-8', ''));
  }
}

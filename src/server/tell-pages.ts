/** What joins the channel service, where it acts in this process, to the page lane. */
import type { Pages } from './pages/pages.ts';
import type { Change } from './service/context.ts';

/**
 * Pages are not to wait for a push to forget what may not be shown any more: whoever was answered that
 * it is gone would see it once more. What is new can wait.
 */
export function tellPages(pages: Pages, change: Change): void {
  const { kind, channel, seq } = change;
  if (kind === 'affiliation' || kind === 'subscription') pages.forgetPerson(change.jid);
  else if (kind !== 'published' || change.item.hidden) pages.forgetChannel(channel, seq);
}

import { openChannel } from '../../../src/app/actions/open-channel.ts';
import { openTopic } from '../../../src/app/actions/open-topic.ts';
import { isFollowed } from '../../../src/app/store/read/is-followed.ts';
import type { NodePhone } from '../../harness/node-phone.ts';

/** All texts of posts that a phone holds. */
export async function storedOn({ store }: NodePhone): Promise<string> {
  const rows = await store.read(['items'], (tx) => tx.objectStore('items').getAll());
  return JSON.stringify(rows);
}

/** The channels that a phone hears of by itself. */
export async function followedOn({ store }: NodePhone): Promise<ReadonlySet<string>> {
  const rows = await store.read(['channels'], (tx) => tx.objectStore('channels').getAll());
  return new Set(rows.filter(isFollowed).map(({ channel }) => channel));
}

/** Shows a channel and those topics, as screens do, until what they ask for is there or refused. */
export async function lookOn(
  { account }: NodePhone,
  channel: string,
  topics: readonly string[],
): Promise<void> {
  const shown = (start: (report: () => void) => () => void) =>
    new Promise<() => void>((resolve) => {
      const close = start(() => resolve(close));
    });
  const closers = await Promise.all([
    shown((report) => openChannel(account, channel, report)),
    ...topics.map((id) => shown((report) => openTopic(account, channel, id, report))),
  ]);
  for (const close of closers) close();
}

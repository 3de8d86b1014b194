import {
  type Notice,
  noticesRequest,
  noticesSeenRequest,
  readNotices,
} from '../../protocol/notice.ts';
import { type LogEntry, logRequest, readLog } from '../../protocol/office-log.ts';
import { loadChannels } from '../sync/load-channels.ts';
import { troubleOf } from '../sync/trouble.ts';
import type { Account, Trouble } from './device.ts';

/** What was asked for, or why there is none. */
export type Told<T> = { readonly told: readonly T[] } | { readonly trouble: Trouble };

/** What moderators removed of one's posts, and has not been read. */
export function loadNotices({ context }: Account): Promise<Told<Notice>> {
  return context.ask('get', noticesRequest()).then(
    (answer) => ({ told: readNotices(answer) }),
    (error) => ({ trouble: troubleOf(error) }),
  );
}

/** They are read, up to that one. */
export async function seeNotices(account: Account, upTo: number): Promise<Trouble | null> {
  const { context } = account;
  try {
    await context.ask('set', noticesSeenRequest(upTo));
    await loadChannels(context); // with them comes how many are left
    return null;
  } catch (error) {
    return troubleOf(error);
  }
}

/** What was done in a channel by office, newest first, before an act. */
export function loadChannelLog(
  { context }: Account,
  channel: string,
  before?: number,
): Promise<Told<LogEntry>> {
  return context.ask('get', logRequest(channel, before)).then(
    (answer) => ({ told: readLog(answer) }),
    (error) => ({ trouble: troubleOf(error) }),
  );
}

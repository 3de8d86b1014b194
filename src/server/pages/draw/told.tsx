import { noticesRequest, readNotices } from '../../../protocol/notice.ts';
import { LOG_PAGE, logRequest, readLog } from '../../../protocol/office-log.ts';
import { ChannelLog } from '../../../screens/channel-log.tsx';
import { channelTitle } from '../../../screens/name.ts';
import { Notices } from '../../../screens/notices.tsx';
import type { Drawn } from '../drawn.ts';
import { readChannel } from '../read/channel.ts';
import type { Visitor } from '../visitor.ts';
import { drawForReader } from './message.tsx';
import { nothing } from './nothing.ts';

/** What others did by office that concerns the person: removals, bans, how reports and appeals ended. */
export async function drawNotices(visitor: Visitor, problem: string | null = null): Promise<Drawn> {
  const { t, notice, me } = visitor;
  const title = t.notices;
  if (me === null) return drawForReader(visitor, title);
  const notices = readNotices(await visitor.ask('get', noticesRequest()));
  return {
    status: problem === null ? 200 : 409,
    title,
    body: (
      <Notices
        t={t}
        r={t.rare}
        notice={notice}
        now={visitor.now}
        notices={notices}
        empty={t.rare.noNotices}
        problem={problem}
        onSeen={nothing}
      />
    ),
  };
}

/** What was done in a channel by office; before an act where that is given. */
export async function drawChannelLog(
  visitor: Visitor,
  channel: string,
  before?: string,
): Promise<Drawn> {
  const { t, notice } = visitor;
  const from = /^\d{1,15}$/.test(before ?? '') ? Number(before) : undefined;
  const [{ config }, answer] = await Promise.all([
    readChannel(visitor, channel),
    visitor.ask('get', logRequest(channel, from)),
  ]);
  const entries = readLog(answer);
  return {
    status: 200,
    title: t.channelLog,
    of: channelTitle(channel, config.title),
    takesOver: from === undefined,
    body: (
      <ChannelLog
        t={t}
        r={t.rare}
        notice={notice}
        now={visitor.now}
        channel={channel}
        channelTitle={channelTitle(channel, config.title)}
        entries={entries}
        hasOlder={entries.length === LOG_PAGE}
        empty={t.rare.noActs}
        onOlder={nothing}
      />
    ),
  };
}

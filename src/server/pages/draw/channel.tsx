import type { Item } from '../../../protocol/channel.ts';
import { noticeAt, placeIn } from '../../../protocol/config-vars.ts';
import { isClosed } from '../../../protocol/permissions.ts';
import type { Reading } from '../../../protocol/reading.ts';
import { Channel } from '../../../screens/channel.tsx';
import { channelTitle } from '../../../screens/name.ts';
import { mayNow, maySpeakFor, mayWrite, standingOf } from '../../../screens/rights.ts';
import { hrefOf } from '../../../screens/route.ts';
import type { Drawn } from '../drawn.ts';
import { readChannel } from '../read/channel.ts';
import { isBanned } from '../read/channels.ts';
import { type PlaceInTopics, readTopics } from '../read/items.ts';
import { readReadingOf } from '../read/reading.ts';
import { readHeld } from '../read/withheld.ts';
import { troubleOf, type Visitor } from '../visitor.ts';
import { nothing, nothingUnsent } from './nothing.ts';

/** One channel and its topics; `problem` is what was just refused there, as a sentence. */
export async function drawChannel(
  visitor: Visitor,
  channel: string,
  before?: PlaceInTopics,
  problem: string | null = null,
): Promise<Drawn> {
  const { t, me, domain } = visitor;
  const [known, found, reading, held] = await Promise.all([
    readChannel(visitor, channel),
    readTopics(visitor, channel, before).catch((error: unknown) => ({ error })),
    readReadingOf(visitor, channel),
    readHeld(visitor, channel, null),
  ]);
  const isBarred = 'error' in found;
  if (isBarred && !(await mayAskToFollow(visitor, channel, found.error))) throw found.error;
  const page = isBarred ? { items: [], hasOlder: false } : found;
  const { config } = known;
  const title = channelTitle(channel, config.title);
  const here = hrefOf({ screen: 'channel', channel });
  return {
    status: problem ? 409 : isBarred ? 403 : 200,
    title,
    shows: [channel],
    ...(config.accessModel === 'open' ? publicFace(here, config.description, before) : {}),
    takesOver: before === undefined,
    ...(reading ? { carried: { upTo: String(reading.upTo) } } : {}),
    body: (
      <Channel
        t={t}
        notice={visitor.notice}
        domain={domain}
        now={visitor.now}
        channel={channel}
        title={title}
        description={config.description}
        place={placeIn(config.vars)}
        pinned={noticeAt(visitor.now, config.vars)}
        standing={standingOf(known, me)}
        closed={isClosed(config)}
        mayConfigure={me !== null && mayNow(known, 'configure', me, domain)}
        mayModerate={me !== null && mayNow(known, 'approve', me, domain)}
        maySpeakFor={me !== null && maySpeakFor(known, undefined, channel, me, domain)}
        mayPost={me !== null && mayWrite(known, 'start-topic', me, domain)}
        mayComment={me !== null && mayWrite(known, 'comment', me, domain)}
        unread={reading?.unread ?? 0}
        topics={page.items.map((item) => ({ ...item, unread: unreadIn(reading, item.id) }))}
        held={held}
        unsent={[]}
        empty={t.noTopics}
        hasOlder={page.hasOlder}
        problem={problem ?? (isBarred ? t.closedChannel : null)}
        gapBefore={null}
        onGap={nothing}
        onOlder={nothing}
        onFollow={nothing}
        onUnfollow={nothing}
        onMarkAllRead={nothing}
        {...nothingUnsent}
      />
    ),
  };
}

/** Who may not read a channel (yet), but can ask its moderators to be let in. */
async function mayAskToFollow(visitor: Visitor, channel: string, error: unknown): Promise<boolean> {
  const trouble = troubleOf(error);
  const isClosed = trouble === 'forbidden' || trouble === 'awaiting-approval';
  return isClosed && visitor.me !== null && !(await isBanned(visitor, channel));
}

/** How many items of a topic are new; 0 without an account. */
function unreadIn(reading: Reading | null, id: string): number {
  return reading?.topics.find((topic) => topic.id === id)?.unread ?? 0;
}

function publicFace(here: string, description: string, before: PlaceInTopics | undefined) {
  return {
    description,
    feed: `${here}/feed`,
    ...(before === undefined ? { canonical: here } : {}),
  };
}

/** What a link to a topic says of it: the beginning of its text. */
export function summaryOf({ text }: Item): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 200 ? `${line.slice(0, 200)}…` : line;
}

import { route } from 'preact-router';
import type { Item } from '../../protocol/channel.ts';
import { noticeAt, placeIn } from '../../protocol/config-vars.ts';
import { isClosed } from '../../protocol/permissions.ts';
import { Channel } from '../../screens/channel.tsx';
import { channelTitle } from '../../screens/name.ts';
import type { WayToMore } from '../../screens/parts/step-link.tsx';
import { mayNow, maySpeakFor, mayWrite, standingOf } from '../../screens/rights.ts';
import { hrefOf } from '../../screens/route.ts';
import type { Trouble } from '../actions/device.ts';
import { followChannel, unfollowChannel } from '../actions/follow.ts';
import { loadOlderTopics } from '../actions/load-older.ts';
import { readAll } from '../actions/mark-read.ts';
import { openChannel } from '../actions/open-channel.ts';
import { readPosts } from '../store/read/outbox.ts';
import type { OutboxRow } from '../store/read/reader.ts';
import { readTopics } from '../store/read/topics.ts';
import { readUnread, UNREAD_PARTS } from '../store/read/unread.ts';
import { ownPostVerbs } from './own-post-verbs.ts';
import type { PageProps } from './page-props.ts';
import { useChannel } from './use-channel.ts';
import { useLive } from './use-live.ts';
import { useNow } from './use-now.ts';
import { useRefused } from './use-refused.ts';
import { useStored } from './use-stored.ts';
import { heldIn, useUnsent } from './use-unsent.tsx';
import { useLeft, whileHere } from './visits.ts';

/** Topics shown at first, and more each time that older ones are asked for. */
const STEP = 20;

export function ChannelPage(props: PageProps & { readonly channel: string }) {
  const { t, account, connectivity, notice, channel } = props;
  const { store, me, site } = account;
  const [limit, setLimit] = useLeft('limit', STEP);
  const { refused, problemAt, tell, tellAt } = useRefused();
  const row = useChannel(store, channel);
  const stored = useStored(
    store,
    ['channels', 'items', 'meta', 'outbox'],
    async (reader) => {
      const [list, posts] = await Promise.all([
        readTopics(reader, channel, limit),
        readPosts(reader, channel, null),
      ]);
      return { list, posts };
    },
    [limit],
  );
  const unread = useStored(store, UNREAD_PARTS, (reader) => readUnread(reader, channel));
  const unsent = useUnsent(t, account, stored?.posts ?? []);
  const live = useLive(connectivity, (report) => openChannel(account, channel, report));
  const now = useNow(store);
  if (!stored) return null;

  const { list, posts } = stored;
  const { topics } = list;
  const load = (at: WayToMore, last: Item | undefined) =>
    tellAt(at, loadOlderTopics(account, channel, last));
  async function showOlder(last: Item) {
    if (!list.moreHere) await load('older', last);
    setLimit(limit + STEP);
  }
  const writeAgain = () =>
    whileHere((post: OutboxRow | undefined) => {
      if (post) route(hrefOf({ screen: post.onBehalf ? 'write-for' : 'new-topic', channel }));
    });
  function loadGap() {
    const at = topics.findIndex(({ id }) => id === list.gapBefore);
    load('gap', topics[at - 1]);
  }
  const last = topics[topics.length - 1];
  const trouble = refused ?? live.trouble;
  return (
    <Channel
      t={t}
      notice={notice}
      domain={site.domain}
      now={now}
      channel={channel}
      title={channelTitle(channel, row?.config.title ?? '')}
      description={row?.config.description ?? ''}
      place={placeIn(row?.config.vars)}
      pinned={noticeAt(now, row?.config.vars)}
      standing={row ? standingOf(row, me) : null}
      closed={row !== undefined && isClosed(row.config)}
      mayConfigure={!!row && me !== null && mayNow(row, 'configure', me, site.domain)}
      mayModerate={!!row && me !== null && mayNow(row, 'approve', me, site.domain)}
      maySpeakFor={!!row && me !== null && maySpeakFor(row, undefined, channel, me, site.domain)}
      mayPost={row !== undefined && me !== null && mayWrite(row, 'start-topic', me, site.domain)}
      mayComment={row !== undefined && me !== null && mayWrite(row, 'comment', me, site.domain)}
      topics={topics.map((topic) => ({ ...topic, unread: unread?.topics.get(topic.id) ?? 0 }))}
      unread={unread?.total ?? 0}
      held={heldIn(stored.posts)}
      unsent={unsent}
      empty={live.loading ? t.loading : live.answered ? t.noTopics : t.notHere}
      gapBefore={list.gapBefore}
      onGap={loadGap}
      hasOlder={list.moreHere || (list.moreThere && connectivity.state === 'online')}
      problem={trouble && sentence(t, trouble)}
      problemAt={problemAt}
      onOlder={() => last && showOlder(last)}
      onMarkAllRead={() => readAll(account, channel).then(tell)}
      onFollow={() => followChannel(account, channel).then(tell)}
      onUnfollow={() => unfollowChannel(account, channel).then(tell)}
      {...ownPostVerbs(account, posts, tell, writeAgain)}
    />
  );
}

function sentence(t: PageProps['t'], trouble: Trouble): string {
  if (trouble === 'not-found') return t.noSuchChannel;
  return trouble === 'forbidden' ? t.closedChannel : t.troubles[trouble];
}

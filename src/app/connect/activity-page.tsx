import type { Item } from '../../protocol/channel.ts';
import { Activity } from '../../screens/activity.tsx';
import { Message } from '../../screens/message.tsx';
import { hrefOf } from '../../screens/route.ts';
import { FOUND_PAGE, findOwnPosts } from '../actions/find-posts.ts';
import { listChannels } from '../store/read/channels.ts';
import { readOutbox } from '../store/read/outbox.ts';
import { readOwnPosts } from '../store/read/own-posts.ts';
import type { OutboxRow } from '../store/read/reader.ts';
import { UNREAD_PARTS } from '../store/read/unread.ts';
import type { PageProps } from './page-props.ts';
import { postRowOf, titleIn } from './post-row.ts';
import { useNow } from './use-now.ts';
import { usePages } from './use-pages.ts';
import { useStored } from './use-stored.ts';

const waits = ({ trouble }: OutboxRow) => trouble === null || trouble === 'held';

export function ActivityPage({ t, account, connectivity, notice }: PageProps) {
  const { store, me } = account;
  const channels = useStored(store, UNREAD_PARTS, listChannels);
  const outbox = useStored(store, ['outbox'], readOutbox);
  const kept = useStored(store, ['meta', 'tombstones'], async (reader) => ({
    posts: await readOwnPosts(reader),
  }));
  const found = usePages(
    connectivity,
    FOUND_PAGE,
    me === null ? null : (known: readonly Item[]) => findOwnPosts(account, known),
  );
  const now = useNow(store);
  if (me === null) {
    return <Message t={t} notice={notice} title={t.activity} message={t.readingOnly} />;
  }
  if (!channels || !outbox || !kept) return null;
  const sent = found.rows ?? kept.posts;
  const unsent = (post: OutboxRow) => ({
    ...post,
    channelTitle: titleIn(channels, post.channel),
    published: '',
  });
  const isPost = ({ complaint, report }: OutboxRow) => !complaint && !report;
  const newestFirst = outbox.filter(isPost).reverse();
  const loading = connectivity.state === 'online' || connectivity.state === 'connecting';
  return (
    <Activity
      t={t}
      notice={notice}
      now={now}
      failed={newestFirst.filter((post) => !waits(post)).map(unsent)}
      waiting={newestFirst.filter(waits).map(unsent)}
      sent={(sent ?? []).map(postRowOf(channels, account, t))}
      more={found.hasMore ? hrefOf({ screen: 'activity' }) : null}
      empty={sent ? t.noOwnPosts : loading ? t.loading : t.notHere}
      problem={found.trouble && t.troubles[found.trouble]}
      onMore={found.more}
    />
  );
}

import type { Item } from '../../../protocol/channel.ts';
import type { Withheld } from '../../../protocol/withheld.ts';
import { Activity } from '../../../screens/activity.tsx';
import { CHANNELS_PAGE } from '../../../screens/channels.tsx';
import { finder } from '../../../screens/find.ts';
import { channelTitle, writerOf } from '../../../screens/name.ts';
import type { PostRow } from '../../../screens/parts/post-rows.tsx';
import { hrefOf } from '../../../screens/route.ts';
import { Search } from '../../../screens/search.tsx';
import type { Drawn } from '../drawn.ts';
import { type KnownChannel, readChannels } from '../read/channels.ts';
import { findPosts } from '../read/search.ts';
import { readOwnHeld } from '../read/withheld.ts';
import { troubleOf, type Visitor } from '../visitor.ts';
import { listed } from './channels.tsx';
import { drawForReader } from './message.tsx';
import { nothing } from './nothing.ts';

const NOTHING_FOUND = { posts: [], hasMore: false, problem: null };

/** What was found: channels, and posts of those that one follows. */
export async function drawSearch(visitor: Visitor, words: string, page: number): Promise<Drawn> {
  const { t, me } = visitor;
  const [channels, found] = await Promise.all([
    readChannels(visitor),
    me !== null && words !== '' ? find(visitor, words, page) : NOTHING_FOUND,
  ]);
  const { problem } = found;
  const fitting =
    words === '' ? [] : channels.map((row) => listed(visitor, row)).filter(finder(words));
  return {
    status: problem === null ? 200 : 409,
    title: t.search,
    takesOver: page === 1,
    body: (
      <Search
        t={t}
        notice={visitor.notice}
        signedIn={me !== null}
        now={visitor.now}
        find={{ typed: words, onType: nothing, onFind: nothing }}
        words={words}
        channels={page === 1 ? fitting.slice(0, CHANNELS_PAGE) : []}
        posts={found.posts.map((item) => postRow(visitor, channels, item))}
        more={found.hasMore ? `${hrefOf({ screen: 'search', words })}&page=${page + 1}` : null}
        empty={t.nothingFound}
        problem={problem}
        onMore={nothing}
      />
    ),
  };
}

/** Of what is refused (more words than anybody types, or none) the field keeps what was asked for. */
async function find(visitor: Visitor, words: string, page: number) {
  try {
    return { ...(await findPosts(visitor, { words }, page)), problem: null };
  } catch (error) {
    const trouble = troubleOf(error);
    if (trouble !== 'refused' && trouble !== 'too-long') throw error;
    return { ...NOTHING_FOUND, problem: visitor.t.troubles[trouble] };
  }
}

/** What one has written. */
export async function drawActivity(visitor: Visitor, page: number): Promise<Drawn> {
  const { t, me } = visitor;
  if (me === null) return { ...drawForReader(visitor, t.activity, 200), takesOver: true };
  const [channels, found, held] = await Promise.all([
    readChannels(visitor),
    findPosts(visitor, { author: me }, page),
    page === 1 ? readOwnHeld(visitor) : [],
  ]);
  // What was reported stands among what is there, as it does for everybody.
  const heldFor = (reason: Withheld['why']) =>
    held.filter(({ why }) => why === reason).map((post) => heldRow(post));
  return {
    status: 200,
    title: t.activity,
    body: (
      <Activity
        t={t}
        notice={visitor.notice}
        now={visitor.now}
        failed={heldFor('refused').reverse()}
        waiting={heldFor('first').reverse()}
        sent={found.posts.map((item) => postRow(visitor, channels, item))}
        more={found.hasMore ? `${hrefOf({ screen: 'activity' })}?page=${page + 1}` : null}
        empty={t.noOwnPosts}
        problem={null}
        onMore={nothing}
      />
    ),
  };
}

const heldRow = ({ id, channel, channelTitle: title, since, ...post }: Withheld): PostRow => ({
  ...{ id, channel, parent: post.parent, title: post.title, text: post.text, published: since },
  channelTitle: channelTitle(channel, title),
});

function postRow(visitor: Visitor, channels: readonly KnownChannel[], item: Item): PostRow {
  const { id, channel, parent, title, text, published, ...post } = item;
  const known = channels.find((row) => row.channel === channel);
  return {
    ...{ id, channel, parent, title, text, published },
    channelTitle: channelTitle(channel, known?.config.title ?? ''),
    ...((post.author !== visitor.me || post.onBehalf) && {
      author: writerOf(post, visitor.domain, visitor.t),
    }),
  };
}

import { ChannelRows, type ListedChannel } from './parts/channel-rows.tsx';
import { FindForm, type FindFormProps } from './parts/find-form.tsx';
import { Frame } from './parts/frame.tsx';
import { JoinLinks } from './parts/join-links.tsx';
import { Problem } from './parts/labelled.tsx';
import { type PostRow, PostRows } from './parts/post-rows.tsx';
import { StepLink } from './parts/step-link.tsx';
import { hrefOf } from './route.ts';
import type { Text } from './text/en.ts';

export interface SearchProps {
  readonly t: Text;
  readonly notice: string | null;
  readonly signedIn: boolean;
  readonly now: number;
  readonly find: Omit<FindFormProps, 't'>;
  /** What was looked for; empty before anything is. */
  readonly words: string;
  readonly channels: readonly ListedChannel[];
  readonly posts: readonly PostRow[];
  /** The address of the next page of posts, where there is one. */
  readonly more: string | null;
  /** What to say while there is no post to show. */
  readonly empty: string;
  readonly problem: string | null;
  readonly onMore: () => void;
}

/** What was found: channels, and posts of those that one follows. */
export function Search(props: SearchProps) {
  const { t, now, words, channels, posts, problem } = props;
  return (
    <Frame t={t} title={t.search} up={hrefOf({ screen: 'channels' })} notice={props.notice}>
      <FindForm t={t} label={t.words} {...props.find} />
      {words === '' ? <p class="hint">{t.searchReach}</p> : null}
      {channels.length > 0 && <h2>{t.channels}</h2>}
      <ChannelRows t={t} now={now} channels={channels} />
      {words !== '' && props.signedIn && <h2>{t.posts}</h2>}
      <Problem problem={props.more ? null : problem} />
      <PostRows t={t} now={now} posts={posts} />
      {words !== '' &&
        posts.length === 0 &&
        !problem &&
        (props.signedIn || channels.length === 0) && (
          <p class="empty" role="status">
            {props.empty}
          </p>
        )}
      {props.more && (
        <StepLink href={props.more} label={t.morePosts} problem={problem} onStep={props.onMore} />
      )}
      {!props.signedIn && <JoinLinks t={t} why={t.joinToSearch} />}
    </Frame>
  );
}

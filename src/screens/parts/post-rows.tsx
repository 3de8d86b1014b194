import { ago } from '../ago.ts';
import { firstLine } from '../first-line.ts';
import type { Text } from '../text/en.ts';
import { Row } from './row.tsx';

/** A topic or comment, wherever it stands. */
export interface PostRow {
  readonly id: string;
  readonly channel: string;
  readonly channelTitle: string;
  /** The topic that a comment answers. */
  readonly parent: string | null;
  readonly title: string;
  readonly text: string;
  /** Who wrote it; absent where that is known. */
  readonly author?: string;
  /** ISO 8601. */
  readonly published: string;
}

interface Props {
  readonly t: Text;
  readonly now: number;
  readonly posts: readonly PostRow[];
  /** How each stands, in a word. */
  readonly state?: string;
}

/** Posts of many channels as rows; each leads to its topic. */
export function PostRows({ t, now, posts, state }: Props) {
  return (
    <ul class="rows">
      {posts.map(({ id, channel, parent, title, text, ...post }) => (
        <Row
          key={`${channel} ${id}`}
          to={{ screen: 'topic', channel, topic: parent ?? id }}
          label={title || firstLine(text) || t.hiddenPost}
          note={[post.author, post.channelTitle, ago(t, post.published, now), state]
            .filter(Boolean)
            .join(' · ')}
        />
      ))}
    </ul>
  );
}

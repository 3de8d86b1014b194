import type { Drawn } from '../drawn.ts';
import { readHeldPost } from '../read/withheld.ts';
import type { Visitor } from '../visitor.ts';
import { drawNewTopic } from './new-topic.tsx';
import { drawTopic } from './topic.tsx';

/** The topic with a comment in its form that is held back; sent again it takes the place of that. */
export async function drawCommentAgain(
  visitor: Visitor,
  { channel, topic }: { readonly channel: string; readonly topic: string },
  again: string,
): Promise<Drawn> {
  const post = await readHeldPost(visitor, channel, again);
  if (!post) return drawTopic(visitor, channel, topic);
  const chosen = post.target ? ({ verb: 'reply', id: post.target } as const) : null;
  const typed = { text: post.text, problem: null };
  const page = await drawTopic(visitor, channel, topic, undefined, typed, chosen);
  return { ...page, carried: { again } };
}

/** The form of a topic with one in it that is held back. */
export async function drawTopicAgain(
  visitor: Visitor,
  channel: string,
  again: string,
): Promise<Drawn> {
  const post = await readHeldPost(visitor, channel, again);
  const page = await drawNewTopic(visitor, channel, post);
  return post ? { ...page, carried: { again } } : page;
}

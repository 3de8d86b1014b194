import type { Item } from '../../../protocol/channel.ts';
import { NS } from '../../../protocol/namespaces.ts';
import {
  type Reading,
  readingRequest,
  readReading,
  readRequest,
  readWas,
  withPost,
} from '../../../protocol/reading.ts';
import { childrenOf } from '../../../protocol/xml.ts';
import type { Asker } from '../visitor.ts';
import { readOwn } from './channels.ts';

/** How far the asker has read a channel, topic by topic; `null` where they do not follow it. */
export async function readReadingOf(asker: Asker, channel: string): Promise<Reading | null> {
  const own = await readOwn(asker, 'standing');
  if (!own.find((row) => row.channel === channel)?.reading) return null;
  const ask = async () => {
    const answer = await asker.ask('get', readingRequest(channel));
    const [reading] = childrenOf(answer).filter(({ ns }) => ns === NS.READ);
    return reading ? readReading(reading) : null;
  };
  const putIn = (reading: Reading | null, posts: readonly Item[]) =>
    reading && posts.reduce((counted, post) => withPost(counted, post, asker.me), reading);
  return asker.memory?.recall(`reading ${channel}`, 'counts', ask, putIn) ?? null;
}

/** A topic whose items up to `seq` a person has before them. */
interface TopicPlace {
  readonly channel: string;
  readonly topic: string;
  readonly seq: number;
}

/**
 * Everything up to that place counts as read, where somebody sees it. Gives up to where it was read before
 * as far as that is known: nothing is asked where it is beyond `seq`, since such places never move back.
 */
export async function markTopicRead(
  asker: Asker,
  { floor }: Reading,
  place: TopicPlace,
  isSeen: boolean,
): Promise<number> {
  const name = `${place.channel} ${place.topic}`;
  const known = Math.max(floor, asker.memory?.places.get(name) ?? 0);
  if (place.seq <= known || !isSeen) return known;
  const was = readWas(await asker.ask('set', readRequest(place)));
  asker.memory?.places.set(name, place.seq);
  return was;
}

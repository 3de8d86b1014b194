import { NS } from '../../../protocol/namespaces.ts';
import {
  type Reading,
  readingRequest,
  readReading,
  readRequest,
} from '../../../protocol/reading.ts';
import { childrenOf } from '../../../protocol/xml.ts';
import type { Asker } from '../visitor.ts';

/** How far the asker has read a channel, topic by topic; `null` where it does not say. */
export async function readReadingOf(asker: Asker, channel: string): Promise<Reading | null> {
  const ask = async () => {
    const answer = await asker.ask('get', readingRequest(channel));
    const [reading] = childrenOf(answer).filter(({ ns }) => ns === NS.READ);
    return reading ? readReading(reading) : null;
  };
  return asker.memory?.recall(`reading ${channel}`, 'counts', ask) ?? null;
}

/** A person has a topic before them: everything up to that place counts as read. */
export async function markTopicRead(
  asker: Asker,
  place: { readonly channel: string; readonly topic: string; readonly seq: number },
): Promise<void> {
  await asker.ask('set', readRequest(place));
}

import { retractRequest } from '../../../protocol/pubsub.ts';
import { hrefOf } from '../../../screens/route.ts';
import { drawTopic } from '../draw/topic.tsx';
import { tryOut } from './try-out.ts';
import type { Outcome, Write } from './write.ts';

/** Removes a post of the topic of the address, or the topic itself. */
export async function remove(
  write: Write,
  { channel, topic }: { channel: string; topic: string },
): Promise<Outcome> {
  const { visitor } = write;
  const item = write.field('item');
  const trouble = await tryOut(visitor, retractRequest(channel, item));
  if (trouble !== null && trouble !== 'not-found') {
    const chosen = { verb: 'remove', id: item, problem: visitor.t.troubles[trouble] } as const;
    return { show: await drawTopic(visitor, channel, topic, undefined, undefined, chosen) };
  }
  const goTo = hrefOf(
    item === topic ? { screen: 'channel', channel } : { screen: 'topic', channel, topic },
  );
  return { goTo };
}

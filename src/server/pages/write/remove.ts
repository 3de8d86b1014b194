import { retractRequest } from '../../../protocol/pubsub.ts';
import { hrefOf } from '../../../screens/route.ts';
import { drawTopic } from '../draw/topic.tsx';
import { troubleOf } from '../visitor.ts';
import type { Outcome, Write } from './write.ts';

/** Removes a post of the topic of the address, or the topic itself. */
export async function remove(
  write: Write,
  { channel, topic }: { channel: string; topic: string },
): Promise<Outcome> {
  const { visitor } = write;
  const item = write.field('item');
  try {
    await visitor.ask('set', retractRequest(channel, item));
  } catch (error) {
    const trouble = troubleOf(error);
    if (trouble !== 'not-found') {
      const refused = { text: '', problem: visitor.t.troubles[trouble] };
      return { show: await drawTopic(visitor, channel, topic, undefined, refused) };
    }
  }
  const goTo = hrefOf(
    item === topic ? { screen: 'channel', channel } : { screen: 'topic', channel, topic },
  );
  return { goTo };
}

import { channelTitle } from '../../../screens/name.ts';
import { NewTopic } from '../../../screens/new-topic.tsx';
import { mayPost, standingOf } from '../../../screens/rights.ts';
import type { Drawn } from '../drawn.ts';
import { readChannel } from '../read/channel.ts';
import type { Visitor } from '../visitor.ts';
import { nothing } from './nothing.ts';

/** A topic that was not taken, and why, as a sentence. */
export interface RefusedTopic {
  readonly title: string;
  readonly text: string;
  readonly problem: string | null;
}

/** Where a topic is written. */
export async function drawNewTopic(
  visitor: Visitor,
  channel: string,
  refused?: RefusedTopic,
): Promise<Drawn> {
  const { t, me, domain } = visitor;
  const known = await readChannel(visitor, channel);
  const may = me === null ? 'join' : mayPost(known, me, domain) ? 'post' : 'read-only';
  return {
    status: refused?.problem ? 409 : 200,
    title: t.newTopic,
    takesOver: true,
    body: (
      <NewTopic
        t={t}
        notice={visitor.notice}
        channel={channel}
        channelTitle={channelTitle(channel, known.config.title)}
        title={refused?.title ?? ''}
        text={refused?.text ?? ''}
        follows={standingOf(known, me) === 'stranger'}
        may={may}
        problem={refused?.problem ?? null}
        onTitle={nothing}
        onText={nothing}
        onPost={nothing}
      />
    ),
  };
}

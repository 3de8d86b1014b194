import { channelTitle } from '../../../screens/name.ts';
import { type SpokenFor, WriteFor } from '../../../screens/office/write-for.tsx';
import { maySpeakFor } from '../../../screens/rights.ts';
import type { Drawn } from '../drawn.ts';
import { readChannel } from '../read/channel.ts';
import type { Visitor } from '../visitor.ts';
import { drawNotTheirs } from './message.tsx';
import { nothing } from './nothing.ts';
import type { RefusedForm } from './refused-form.ts';

/** Which topic it is a comment on; absent where it is one itself. */
interface Place {
  readonly channel: string;
  readonly topic?: string | undefined;
}

/** Where an official writes for somebody who cannot. */
export async function drawWriteFor(
  visitor: Visitor,
  { channel, topic }: Place,
  refused?: RefusedForm<SpokenFor>,
): Promise<Drawn> {
  const { t, notice, domain, me } = visitor;
  const known = await readChannel(visitor, channel);
  const title = t.writeFor;
  if (me === null || !maySpeakFor(known, topic, channel, me, domain)) {
    return drawNotTheirs(visitor, title, t.office.notModerator);
  }
  return {
    status: refused?.problem ? 409 : 200,
    title,
    of: channelTitle(channel, known.config.title),
    body: (
      <WriteFor
        t={t}
        o={t.office}
        notice={notice}
        channel={channel}
        channelTitle={channelTitle(channel, known.config.title)}
        topic={topic}
        written={refused?.fields ?? { onBehalf: '', title: '', text: '' }}
        problem={refused?.problem ?? null}
        onChange={nothing}
        onPost={nothing}
      />
    ),
  };
}

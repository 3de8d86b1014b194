import { channelTitle } from '../../../screens/name.ts';
import { NewTopic } from '../../../screens/new-topic.tsx';
import { formFor, standingOf, willWait } from '../../../screens/rights.ts';
import { whyNoForm } from '../../../screens/why-no-form.ts';
import type { Drawn } from '../drawn.ts';
import { readChannel } from '../read/channel.ts';
import { isBanned } from '../read/channels.ts';
import type { Visitor } from '../visitor.ts';
import { drawBanned } from './message.tsx';
import { nothing, type PhotoSaid, plainPhoto } from './nothing.ts';

/** What stands in the fields at first: a topic that was not taken, with the reason, or what another app handed over. */
export interface TopicDraft {
  readonly title?: string;
  readonly text: string;
  /** As a sentence. */
  readonly problem?: string | null;
  readonly photo?: PhotoSaid;
}

/** Where a topic is written. */
export async function drawNewTopic(
  visitor: Visitor,
  channel: string,
  draft?: TopicDraft,
): Promise<Drawn> {
  const { t, me, domain } = visitor;
  const known = await readChannel(visitor, channel);
  if (await isBanned(visitor, channel)) return drawBanned(visitor, channel);
  const may = formFor(known, 'start-topic', me, domain);
  return {
    status: draft?.problem ? 409 : 200,
    ...(may === 'post' ? {} : { says: draft?.problem ?? whyNoForm(t, may) }),
    title: t.newTopic,
    of: channelTitle(channel, known.config.title),
    takesOver: true,
    body: (
      <NewTopic
        t={t}
        notice={visitor.notice}
        channel={channel}
        channelTitle={channelTitle(channel, known.config.title)}
        title={draft?.title ?? ''}
        text={draft?.text ?? ''}
        follows={standingOf(known, me) === 'stranger'}
        waits={willWait(known, me, domain)}
        may={may}
        problem={draft?.problem ?? null}
        photo={{ ...plainPhoto, ...draft?.photo }}
        onTitle={nothing}
        onText={nothing}
        onPost={nothing}
      />
    ),
  };
}

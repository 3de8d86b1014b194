/** What people write, by forms: topics, comments, and words for somebody who cannot. */
import { randomUUID } from 'node:crypto';
import { localId } from '../../../protocol/channel.ts';
import { takeBackRequest } from '../../../protocol/withheld.ts';
import type { SpokenFor } from '../../../screens/office/write-for.tsx';
import type { Chosen } from '../../../screens/parts/written.tsx';
import { hrefOf } from '../../../screens/route.ts';
import { drawNewTopic } from '../draw/new-topic.tsx';
import { drawTopic } from '../draw/topic.tsx';
import { drawWriteFor } from '../draw/write-for.tsx';
import type { Drawn } from '../drawn.ts';
import { type PublishTrouble, publish } from './publish.ts';
import { photoIn } from './send-picture.ts';
import { tryOut } from './try-out.ts';
import { idOf, type Outcome, typedIn, type Write } from './write.ts';

/** Writes a comment on the topic of the address. */
export async function comment(
  write: Write,
  { channel, topic }: { channel: string; topic: string },
): Promise<Outcome> {
  const { visitor, field } = write;
  const text = field('comment');
  const chosen = answeredIn(write);
  if (field('reply') || field('no-answer')) {
    const typed = { text, problem: null, photo: photoIn(write) };
    const page = await drawTopic(visitor, channel, topic, undefined, typed, chosen);
    return { show: again(write, page, idOf(write), null) };
  }
  const target = chosen?.id;
  const draft = {
    id: idOf(write),
    text: typedIn(write, 'comment'),
    title: '',
    parent: topic,
    target,
  };
  const trouble = await publish(write, channel, draft);
  if (trouble === null) {
    await takeBackOld(write, channel);
    return { goTo: `${hrefOf({ screen: 'topic', channel, topic })}#comment` };
  }
  const photo = photoIn(write, trouble);
  const refused = { text, problem: visitor.t.troubles[trouble], photo };
  const page = await drawTopic(visitor, channel, topic, undefined, refused, chosen);
  return { show: again(write, page, draft.id, trouble) };
}

/** The comment that a form answers, as it was drawn or by the button that sent it; `null` where it answers none. */
export function answeredIn({ field }: Write): Chosen | null {
  const id = field('no-answer') ? null : localId(field('reply') || field('target'));
  return id === null ? null : { verb: 'reply', id };
}

/** Starts a topic in the channel of the address. */
export async function post(write: Write, channel: string): Promise<Outcome> {
  const { visitor } = write;
  const entered = { title: write.field('title'), text: write.field('topic') };
  const draft = {
    id: idOf(write),
    text: typedIn(write, 'topic'),
    title: typedIn(write, 'title'),
  };
  const trouble = await publish(write, channel, { ...draft, parent: null });
  if (trouble === null) {
    await takeBackOld(write, channel);
    return { goTo: hrefOf({ screen: 'channel', channel }) };
  }
  const photo = photoIn(write, trouble);
  const refused = { ...entered, problem: visitor.t.troubles[trouble], photo };
  return { show: again(write, await drawNewTopic(visitor, channel, refused), draft.id, trouble) };
}

/** Writes for somebody who cannot: a topic, or a comment on the one of the address. */
export async function writeFor(
  write: Write,
  place: { readonly channel: string; readonly topic?: string | undefined },
): Promise<Outcome> {
  const { visitor } = write;
  const { channel, topic } = place;
  const fields = spokenIn(write);
  const words = { title: typedIn(write, 'title'), text: typedIn(write, 'topic') };
  const onBehalf = typedIn(write, 'on-behalf');
  const draft = { id: idOf(write), ...words, onBehalf, parent: topic || null };
  const trouble = onBehalf === '' ? 'empty' : await publish(write, channel, draft);
  if (trouble === null) {
    return {
      goTo: hrefOf(topic ? { screen: 'topic', channel, topic } : { screen: 'channel', channel }),
    };
  }
  const problem = visitor.t.troubles[trouble];
  const page = await drawWriteFor(visitor, place, { fields, problem });
  return { show: again(write, page, draft.id, trouble) };
}

/** What a form says for somebody. */
export const spokenIn = ({ field }: Write): SpokenFor => ({
  onBehalf: field('on-behalf'),
  title: field('title'),
  text: field('topic'),
});

/** The same form once more: under the same id, unless that is used for something else. */
function again({ field }: Write, page: Drawn, id: string, trouble: PublishTrouble | null): Drawn {
  const carried = { id: trouble === 'conflict' ? randomUUID() : id, again: field('again') };
  return { ...page, carried };
}

/** What was held back and is written anew goes; where that fails it stands there with its verbs. */
async function takeBackOld({ visitor, field }: Write, channel: string): Promise<void> {
  const old = localId(field('again'));
  if (old) await tryOut(visitor, takeBackRequest(channel, old));
}

import { randomUUID } from 'node:crypto';
import { ITEM_ID, localId } from '../../../protocol/channel.ts';
import {
  codePoints,
  MAX_ON_BEHALF,
  MAX_TEXT,
  MAX_TITLE,
  xmlSafe,
} from '../../../protocol/limits.ts';
import { publishRequest, subscribeRequest } from '../../../protocol/pubsub.ts';
import { takeBackRequest } from '../../../protocol/withheld.ts';
import { childrenOf } from '../../../protocol/xml.ts';
import type { SpokenFor } from '../../../screens/office/write-for.tsx';
import type { Chosen } from '../../../screens/parts/written.tsx';
import { hrefOf } from '../../../screens/route.ts';
import { drawNewTopic } from '../draw/new-topic.tsx';
import { drawTopic } from '../draw/topic.tsx';
import { drawWriteFor } from '../draw/write-for.tsx';
import type { Drawn } from '../drawn.ts';
import { readChannel } from '../read/channel.ts';
import { troubleOf, type Visitor } from '../visitor.ts';
import { photoIn, sendPicture } from './send-picture.ts';
import type { Outcome, Write } from './write.ts';

type Trouble = keyof Visitor['t']['troubles'];

/** Writes a comment on the topic of the address. */
export async function comment(
  write: Write,
  { channel, topic }: { channel: string; topic: string },
): Promise<Outcome> {
  const { visitor } = write;
  const text = write.field('comment');
  const chosen = answeredIn(write);
  const target = chosen?.id;
  const draft = { id: idOf(write), text: clean(text), title: '', parent: topic, target };
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

/** The comment that a form answers; `null` where it answers none. */
export function answeredIn({ field }: Write): Chosen | null {
  const id = localId(field('target'));
  return id === null ? null : { verb: 'reply', id };
}

/** Starts a topic in the channel of the address. */
export async function post(write: Write, channel: string): Promise<Outcome> {
  const { visitor } = write;
  const entered = { title: write.field('title'), text: write.field('topic') };
  const draft = { id: idOf(write), text: clean(entered.text), title: clean(entered.title) };
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
  const words = { title: clean(fields.title), text: clean(fields.text) };
  const onBehalf = clean(fields.onBehalf);
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
function again({ field }: Write, page: Drawn, id: string, trouble: Trouble): Drawn {
  const carried = { id: trouble === 'conflict' ? randomUUID() : id, again: field('again') };
  return { ...page, carried };
}

/** What was held back and is written anew goes; where that fails it stands there with its verbs. */
async function takeBackOld({ visitor, field }: Write, channel: string): Promise<void> {
  const old = localId(field('again'));
  if (old) await tryOut(() => visitor.ask('set', takeBackRequest(channel, old)));
}

const clean = (text: string) => xmlSafe(text).trim();

/** Given with the form, so that a form that is sent twice is stored once. */
function idOf(write: Write): string {
  const id = write.field('id');
  return ITEM_ID.test(id) ? id : randomUUID();
}

interface Draft {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly parent: string | null;
  readonly target?: string | undefined;
  readonly onBehalf?: string | undefined;
}

/** Publishes; follows the channel first where only those who follow may write. */
async function publish(write: Write, channel: string, draft: Draft): Promise<Trouble | null> {
  const { visitor } = write;
  const { text, title } = draft;
  if (text === '') return 'empty';
  if (codePoints(text) > MAX_TEXT || codePoints(title) > MAX_TITLE) return 'too-long';
  if (codePoints(draft.onBehalf ?? '') > MAX_ON_BEHALF) return 'too-long';
  const send = async () => {
    const photos = await sendPhoto(write, channel, draft.id);
    await visitor.ask('set', publishRequest(channel, { ...draft, photos }));
  };
  const trouble = await tryOut(send);
  const isOffice = draft.onBehalf !== undefined;
  if (trouble !== 'forbidden' || isOffice || !(await mayFollow(visitor, channel))) return trouble;
  return tryOut(async () => {
    await follow(visitor, channel);
    await send();
  });
}

/** What was wrong with the photo of a post, which is not posted without it. */
class PhotoRefused extends Error {
  readonly trouble: Trouble;

  constructor(trouble: Trouble) {
    super(trouble);
    this.trouble = trouble;
  }
}

/** Its id comes of the post's: a form that is sent twice makes one photo. */
async function sendPhoto(write: Write, channel: string, post: string) {
  if (!write.picture) return undefined;
  const id = `${post.slice(0, 62)}.p`;
  const trouble = await sendPicture(write, { channel, kind: 'photo', id });
  if (trouble !== null && trouble !== 'conflict') throw new PhotoRefused(trouble);
  return [{ id, alt: clean(write.field('alt')) }];
}

async function mayFollow(visitor: Visitor, channel: string): Promise<boolean> {
  try {
    return (await readChannel(visitor, channel)).membership.subscription === 'none';
  } catch {
    return false; // then the first refusal stands
  }
}

/** Follows a channel; gives what came of it. */
export async function follow(visitor: Visitor, channel: string): Promise<string | undefined> {
  const answer = await visitor.ask('set', subscribeRequest(channel, visitor.me ?? ''));
  const [pubsub] = childrenOf(answer);
  return childrenOf(pubsub, 'subscription')[0]?.attrs.subscription;
}

async function tryOut(work: () => Promise<unknown>): Promise<Trouble | null> {
  try {
    await work();
    return null;
  } catch (error) {
    return error instanceof PhotoRefused ? error.trouble : troubleOf(error);
  }
}

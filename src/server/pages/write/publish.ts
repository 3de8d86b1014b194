import { codePoints, MAX_ON_BEHALF, MAX_TEXT, MAX_TITLE } from '../../../protocol/limits.ts';
import { publishRequest, subscribeRequest } from '../../../protocol/pubsub.ts';
import { readChannel } from '../read/channel.ts';
import type { Visitor } from '../visitor.ts';
import { sendPhoto } from './send-picture.ts';
import { tryOut } from './try-out.ts';
import type { Write } from './write.ts';

/** Why something was not published, as the sentences are called. */
export type PublishTrouble = keyof Visitor['t']['troubles'];

interface Draft {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly parent: string | null;
  readonly target?: string | undefined;
  readonly onBehalf?: string | undefined;
}

/**
 * Publishes what a form says, with its photo; follows the channel first where only those who follow
 * may write. Gives why it was not published, where it was not.
 */
export async function publish(
  write: Write,
  channel: string,
  draft: Draft,
): Promise<PublishTrouble | null> {
  const { visitor } = write;
  const { text, title, onBehalf = '' } = draft;
  if (text === '') return 'empty';
  if (codePoints(text) > MAX_TEXT || codePoints(title) > MAX_TITLE) return 'too-long';
  if (codePoints(onBehalf) > MAX_ON_BEHALF) return 'too-long';
  const trouble = await send(write, channel, draft);
  const isOffice = draft.onBehalf !== undefined;
  if (trouble !== 'forbidden' || isOffice || !(await mayFollow(visitor, channel))) return trouble;
  const follow = subscribeRequest(channel, visitor.me ?? '');
  return (await tryOut(visitor, follow)) ?? send(write, channel, draft);
}

/** No post goes without the photo that was chosen for it. */
async function send(write: Write, channel: string, draft: Draft): Promise<PublishTrouble | null> {
  const photo = await sendPhoto(write, { channel, kind: 'photo', of: draft.id });
  if (photo && 'trouble' in photo) return photo.trouble;
  const photos = photo && [photo];
  return tryOut(write.visitor, publishRequest(channel, { ...draft, photos }));
}

async function mayFollow(visitor: Visitor, channel: string): Promise<boolean> {
  try {
    return (await readChannel(visitor, channel)).membership.subscription !== 'subscribed';
  } catch {
    return false; // then the first refusal stands
  }
}

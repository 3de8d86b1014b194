/** Sends what was written, in the order of writing, each post once (its id is the phone's). */

import { readItemsAnswer } from '../../protocol/items-answer.ts';
import { publishRequest } from '../../protocol/pubsub.ts';
import { retryAfter } from '../../protocol/stanza.ts';
import { readWithheldMark } from '../../protocol/withheld.ts';
import { readChannel } from '../store/read/channels.ts';
import { readWaiting } from '../store/read/outbox.ts';
import type { OutboxRow } from '../store/schema.ts';
import type { Trouble } from '../store/trouble.ts';
import { countBreak, markPost, removePost, replacePost } from '../store/write/outbox.ts';
import { sweepPhotos } from '../store/write/photos.ts';
import { heldTrouble } from '../store/write/withheld.ts';
import { NoAnswer, Refused } from '../xmpp/requests.ts';
import { follow } from './change-following.ts';
import type { SyncContext } from './context.ts';
import { sendAlone } from './send-alone.ts';
import { sendComplaint } from './send-complaint.ts';
import { type PhotoOnItsWay, type PhotoReport, sendPhoto } from './send-photo.ts';
import { sendReport } from './send-report.ts';
import { isPassing, troubleOf } from './trouble.ts';

/** The server broke the stream off each of so many times that a post was on its way: it is the post. */
const MOST_BREAKS = 2;

/** Why sending stopped before all was sent. It may pass by itself. */
export interface Stopped {
  /** `busy` where another tab sends. */
  readonly trouble: Trouble;
  /** After how many seconds the service wants to be asked again, where it says so. */
  readonly wait?: number | undefined;
}

/**
 * Sends until nothing waits, one tab at a time; `null` when all is sent. Posts that were refused
 * keep their text and do not hold up those behind them. `report` hears which one is on its way; `seen`
 * holds the places of what waits, as far as this knows.
 */
export async function flushOutbox(
  ctx: SyncContext,
  report: (order: number | null, photo?: PhotoOnItsWay) => void = () => undefined,
  seen = new Set<number>(),
): Promise<Stopped | null> {
  const { me } = ctx;
  if (me === null) return null;
  const outcome = await sendAlone(ctx.store, async (held) => {
    try {
      for (;;) {
        const waiting = await readWaiting(ctx.store);
        const [next] = waiting;
        seen.clear();
        for (const { order } of waiting) seen.add(order);
        if (!next) return null;
        if (!(await held())) return undefined;
        report(next.order);
        const stopped = await trySend(ctx, next, me, (photo) => report(next.order, photo));
        if (stopped) return stopped;
      }
    } finally {
      report(null);
    }
  });
  return outcome === undefined ? { trouble: 'busy' } : outcome;
}

/** Sends one, and marks it where it was refused for good; gives what may pass by itself. */
async function trySend(
  ctx: SyncContext,
  post: OutboxRow,
  me: string,
  report: PhotoReport,
): Promise<Stopped | null> {
  try {
    const trouble = await send(ctx, post, me, report);
    if (trouble) await markPost(ctx.store, post.order, trouble);
    return null;
  } catch (error) {
    const trouble = troubleOf(error);
    if (error instanceof NoAnswer && error.broke) {
      if ((post.broke ?? 0) + 1 < MOST_BREAKS) await countBreak(ctx.store, post);
      else await markPost(ctx.store, post.order, 'refused');
    }
    if (isPassing(trouble)) {
      return { trouble, wait: error instanceof Refused ? retryAfter(error.error) : undefined };
    }
    await markPost(ctx.store, post.order, trouble);
    return null;
  }
}

/** Publishes it, and follows the channel first where that is what it takes. */
async function send(
  ctx: SyncContext,
  post: OutboxRow,
  me: string,
  report: PhotoReport,
): Promise<Trouble | null> {
  if (post.complaint) return sendComplaint(ctx, post, post.complaint);
  if (post.report) return sendReport(ctx, post, me, report);
  try {
    return await publish(ctx, post, report);
  } catch (error) {
    const mayFollow = troubleOf(error) === 'forbidden' && !(await isFollowing(ctx, post.channel));
    if (!mayFollow) throw error;
  }
  const { subscription } = await follow(ctx, post.channel, me);
  if (subscription !== 'subscribed') return 'awaiting-approval';
  return publish(ctx, post, report);
}

async function publish(
  ctx: SyncContext,
  post: OutboxRow,
  report: PhotoReport,
): Promise<Trouble | null> {
  const { photo } = post;
  const outcome =
    photo && (await sendPhoto(ctx, { channel: post.channel, id: photo.id, kind: 'photo' }, report));
  if (outcome === 'cancelled') return outcome;
  // Without its photo, the words are still what somebody wrote.
  const photos = photo && outcome === 'sent' ? [photo] : undefined;
  const answer = await ctx.ask('set', publishRequest(post.channel, { ...post, photos }));
  const held = readWithheldMark(answer);
  if (held) return heldTrouble(held);
  const item = readItemsAnswer(answer, post.channel).items[0];
  const order = post.order;
  // A service that does not show what it stored announces it to who follows.
  if (item) await replacePost(ctx.store, order, item, ctx.me);
  else await removePost(ctx.store, order);
  if (photo) await sweepPhotos(ctx.store);
  return null;
}

async function isFollowing(ctx: SyncContext, channel: string): Promise<boolean> {
  const row = await readChannel(ctx.store, channel);
  return row?.membership.subscription === 'subscribed';
}

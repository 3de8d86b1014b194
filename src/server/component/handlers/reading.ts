import { readingElement } from '../../../protocol/reading.ts';
import { markAllRead, markRead, readingOf } from '../../service/reading.ts';
import { badRequest, notFound } from '../../service/refusal.ts';
import type { Handler } from '../call.ts';
import { idIn } from './item-id.ts';
import { numberIn } from './number-in.ts';

/** `get reading`: how far the asker has read a channel. */
export const getReading: Handler = async ({ ctx, actor, payload }) =>
  readingElement(await readingOf(ctx, actor, payload.attrs.node));

/** `set read`: a topic, a channel, or without a node all that one follows, was read up to `seq`. */
export const markAsRead: Handler = async ({ ctx, actor, payload }) => {
  const { node, item } = payload.attrs;
  const seq = numberIn(payload.attrs.seq);
  if (node === undefined) {
    if (item !== undefined) throw badRequest('nodeid-required');
    await markAllRead(ctx, actor, seq);
    return undefined;
  }
  const topic = item === undefined ? undefined : idIn(node, item);
  if (topic === null) throw notFound();
  return readingElement(await markRead(ctx, actor, node, topic, seq));
};

import { localId } from '../../../protocol/channel.ts';
import { pageInfo } from '../../../protocol/rsm.ts';
import { readReplies } from '../../service/read-items.ts';
import { badRequest } from '../../service/refusal.ts';
import { type Handler, pageOf } from '../call.ts';
import { itemElement } from './item-element.ts';
import { itemsAnswer, readCursor } from './items-answer.ts';

/** `get replies`: a topic's comments, always with their count, even where there is none. */
export const getReplies: Handler = async (call) => {
  const { ctx, actor, verb, service } = call;
  const { node, item_id: itemId } = verb.attrs;
  if (!node) throw badRequest('nodeid-required');
  const topic = localId(itemId ?? '');
  if (!topic) throw badRequest('itemid-required');
  const { max, after, before } = pageOf(call);
  const { rows, info } = await readReplies(ctx, actor, node, topic, {
    max,
    after: after && readCursor(after),
    before: before && readCursor(before),
  });
  const items = rows.map((row) => itemElement(row, service));
  return itemsAnswer(node, items, pageInfo(info));
};

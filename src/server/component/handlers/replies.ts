import { pageInfo } from '../../../protocol/rsm.ts';
import { readReplies } from '../../service/read-items.ts';
import { badRequest } from '../../service/refusal.ts';
import type { Handler } from '../call.ts';
import { itemElement } from './item-element.ts';
import { idIn } from './item-id.ts';
import { itemsAnswer, pageOfItems } from './items-answer.ts';

/** `get replies`: a topic's comments, always with their count, even where there is none. */
export const getReplies: Handler = async (call) => {
  const { ctx, actor, verb, service } = call;
  const { node, item_id: itemId } = verb.attrs;
  if (!node) throw badRequest('nodeid-required');
  const topic = idIn(node, itemId);
  if (!topic) throw badRequest('itemid-required');
  const { rows, info } = await readReplies(ctx, actor, node, topic, pageOfItems(call));
  const items = rows.map((row) => itemElement(row, service));
  return itemsAnswer(node, items, pageInfo(info));
};

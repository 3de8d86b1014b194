import { NS } from '../../../protocol/namespaces.ts';
import { pageInfo } from '../../../protocol/rsm.ts';
import { el } from '../../../protocol/xml.ts';
import { readThread, readThreads } from '../../service/read-threads.ts';
import { badRequest } from '../../service/refusal.ts';
import type { Handler } from '../call.ts';
import { itemElement } from './item-element.ts';
import { idIn } from './item-id.ts';
import { itemsAnswer, pageOfItems } from './items-answer.ts';

/** `get thread`: a topic, then its comments, oldest first. */
export const getThread: Handler = async (call) => {
  const { ctx, actor, verb, service } = call;
  const { node, item_id: itemId } = verb.attrs;
  if (!node) throw badRequest('nodeid-required');
  const topic = idIn(node, itemId);
  if (!topic) throw badRequest('itemid-required');
  const { rows, info } = await readThread(ctx, actor, node, topic, pageOfItems(call));
  const items = rows.map((row) => itemElement(row, service));
  return itemsAnswer(node, items, pageInfo(info));
};

/** `get threads`: a node's threads, latest activity first; pages turn on topics' ids. */
export const getThreads: Handler = async (call) => {
  const { ctx, actor, verb, service } = call;
  const { node } = verb.attrs;
  const { rows, info } = await readThreads(ctx, actor, node, pageOfItems(call));
  const threads = rows.map(({ topic, replies }) => {
    const newest = replies.at(-1) ?? topic;
    const items = [topic, ...replies].map((item) => itemElement(item, service));
    const attrs = { node, id: topic.id, updated: newest.published };
    return el(NS.PUBSUB, 'thread', attrs, ...items);
  });
  return el(NS.PUBSUB, 'pubsub', {}, ...threads, pageInfo(info));
};

import { globalId, type Item, nodeOfItem } from '../../../protocol/channel.ts';
import { parseCommentsNode } from '../../../protocol/comments-node.ts';
import { NS } from '../../../protocol/namespaces.ts';
import { pageInfo } from '../../../protocol/rsm.ts';
import { child, type Element } from '../../../protocol/xml.ts';
import { readFirehose, readItems, readItemsById } from '../../service/read-items.ts';
import { notImplemented } from '../../service/refusal.ts';
import type { Call, Handler } from '../call.ts';
import { getComments } from './comments.ts';
import { itemElement } from './item-element.ts';
import { isTopicsOnly, itemsAnswer, maxItems, namedIds, pageOfItems } from './items-answer.ts';
import { pageOfMany, runsAnswer } from './runs.ts';

/** `get items`: those named by their ids, or a page, newest activity first. */
export const getItems: Handler = async (call) => {
  const { ctx, actor, verb, service } = call;
  const { node } = verb.attrs;
  if (node === '/firehose') return firehose(call);
  const comments = parseCommentsNode(node ?? '');
  if (node && comments) return getComments(call, node, comments.topic);
  if (node && !node.includes('@')) throw notImplemented();
  const ids = namedIds(verb);
  if (ids) {
    const found = await readItemsById(ctx, actor, node, ids);
    return itemsAnswer(
      node,
      found.map((item) => itemElement(item, service)),
    );
  }
  const page = pageOfItems(call);
  const { rows, info } = await readItems(
    ctx,
    actor,
    node,
    { ...page, max: page.max ?? maxItems(verb) },
    isTopicsOnly(verb),
  );
  const items = rows.map((row) => itemElement(row, service));
  // Who asked for no page learns of pages only where there is more.
  const isPaged = child(call.payload, 'set', NS.RSM) || info.count > rows.length;
  return itemsAnswer(node, items, isPaged ? pageInfo(info) : undefined);
};

/** Everything that is open to the asker, newest first; pages turn on global ids, since they go across channels. */
async function firehose(call: Call): Promise<Element> {
  const { ctx, actor, service } = call;
  const { rows, info } = await readFirehose(ctx, actor, pageOfMany(call));
  const global = (item: Item | undefined) => item && globalId(service, nodeOfItem(item), item.id);
  return runsAnswer(rows, { ...info, first: global(rows[0]), last: global(rows.at(-1)) }, service);
}

import {
  globalId,
  type Item,
  localId,
  nodeOfItem,
  parseGlobalId,
} from '../../../protocol/channel.ts';
import { parseCommentsNode } from '../../../protocol/comments-node.ts';
import { NS } from '../../../protocol/namespaces.ts';
import { pageInfo } from '../../../protocol/rsm.ts';
import { child, childrenOf, type Element, el } from '../../../protocol/xml.ts';
import { readFirehose, readItems, readItemsById } from '../../service/read-items.ts';
import { badRequest, notFound, notImplemented } from '../../service/refusal.ts';
import { type Call, type Handler, pageOf } from '../call.ts';
import { getComments } from './comments.ts';
import { itemElement } from './item-element.ts';
import { itemsAnswer, readCursor } from './items-answer.ts';
import { runsOf } from './runs.ts';

export const isTrue = (value: string | undefined) => value === 'true' || value === '1';

/** `get items`: those named by their ids, or a page, newest activity first. */
export const getItems: Handler = async (call) => {
  const { ctx, actor, verb, service } = call;
  const { node } = verb.attrs;
  if (node === '/firehose') return firehose(call);
  const comments = parseCommentsNode(node ?? '');
  if (node && comments) return getComments(call, node, comments.topic);
  if (node && !node.includes('@')) throw notImplemented();
  const named = childrenOf(verb, 'item').map((item) => localId(item.attrs.id ?? ''));
  if (named.length > 0) {
    const ids = named.filter((id) => id !== null);
    const found = await readItemsById(ctx, actor, node, ids);
    return itemsAnswer(
      node,
      found.map((item) => itemElement(item, service)),
    );
  }
  const page = pageOf(call);
  const { rows, info } = await readItems(
    ctx,
    actor,
    node,
    {
      max: page.max ?? maxItems(verb),
      after: page.after && readCursor(page.after),
      before: page.before && readCursor(page.before),
    },
    isTrue(verb.attrs['parent-only']),
  );
  const items = rows.map((row) => itemElement(row, service));
  // Who asked for no page learns of pages only where there is more.
  const isPaged = child(call.payload, 'set', NS.RSM) || info.count > rows.length;
  return itemsAnswer(node, items, isPaged ? pageInfo(info) : undefined);
};

/** Everything that is open to the asker, newest first; the cursor is a global id, since it turns across channels. */
async function firehose(call: Call): Promise<Element> {
  const { ctx, actor, service } = call;
  const { max, after } = pageOf(call);
  const cursor = after === undefined ? null : parseGlobalId(after);
  if (after !== undefined && !cursor) throw notFound();
  const { rows, info } = await readFirehose(
    ctx,
    actor,
    { max, after: cursor?.local },
    cursor?.node,
  );
  const last = rows.at(-1);
  const first = rows[0];
  const global = (item: Item | undefined) => item && globalId(service, nodeOfItem(item), item.id);
  const page = pageInfo({ ...info, first: global(first), last: global(last) });
  return el(NS.PUBSUB, 'pubsub', {}, ...runsOf(rows, service), page);
}

function maxItems(verb: Element): number | undefined {
  const { max_items: max } = verb.attrs;
  if (max === undefined) return undefined;
  if (!/^\d{1,9}$/.test(max)) throw badRequest('invalid-max-value-provided');
  return Number(max);
}

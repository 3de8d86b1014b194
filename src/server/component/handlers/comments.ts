import { localId, nodeOf } from '../../../protocol/channel.ts';
import { parseCommentsNode } from '../../../protocol/comments-node.ts';
import { pageInfo } from '../../../protocol/rsm.ts';
import { childrenOf, type Element } from '../../../protocol/xml.ts';
import { readItemsById, readReplies } from '../../service/read-items.ts';
import { notFound } from '../../service/refusal.ts';
import { type Call, pageOf } from '../call.ts';
import { itemElement } from './item-element.ts';
import { itemsAnswer, readCursor } from './items-answer.ts';

/** The node in which things really stand: that of the topic, where its comments' is named. */
export function realNode(node: string | undefined): string | undefined {
  const comments = parseCommentsNode(node ?? '');
  return comments ? nodeOf(comments.channel) : node;
}

/** `get items` of a topic's comments: those named, or the newest page, oldest first. */
export async function getComments(call: Call, node: string, topic: string): Promise<Element> {
  const { ctx, actor, verb, service } = call;
  const named = childrenOf(verb, 'item').map((item) => localId(item.attrs.id ?? ''));
  if (named.length > 0) {
    const ids = named.filter((id) => id !== null);
    const found = await readItemsById(ctx, actor, realNode(node), ids);
    const comments = found.filter((item) => item.parent === topic);
    if (comments.length === 0) throw notFound();
    return itemsAnswer(
      node,
      comments.map((item) => itemElement(item, service)),
    );
  }
  const { max, after, before } = pageOf(call);
  const { rows, info } = await readReplies(ctx, actor, realNode(node), topic, {
    max,
    after: after && readCursor(after),
    before: before && readCursor(before),
  });
  return itemsAnswer(
    node,
    rows.map((row) => itemElement(row, service)),
    pageInfo(info),
  );
}

import { pageInfo } from '../../../protocol/rsm.ts';
import type { Element } from '../../../protocol/xml.ts';
import { readItemsById, readReplies } from '../../service/read-items.ts';
import { notFound } from '../../service/refusal.ts';
import { askedPage, type Call } from '../call.ts';
import { itemElement } from './item-element.ts';
import { realNode } from './item-id.ts';
import { itemsAnswer, maxItems, namedIds, pageOfItems } from './items-answer.ts';

/** `get items` of a topic's comments, oldest first: those named, a page of them, or the newest. */
export async function getComments(call: Call, node: string, topic: string): Promise<Element> {
  const { ctx, actor, verb, service } = call;
  const ids = namedIds(verb);
  if (ids) {
    const found = await readItemsById(ctx, actor, realNode(node), ids);
    const comments = found.filter((item) => item.parent === topic);
    if (comments.length === 0) throw notFound();
    return itemsAnswer(
      node,
      comments.map((item) => itemElement(item, service)),
    );
  }
  const max = maxItems(verb);
  const asked = askedPage(call) && pageOfItems(call);
  const page = asked ? { ...asked, max: asked.max ?? max } : { before: '', max };
  const { rows, info } = await readReplies(ctx, actor, realNode(node), topic, page, true);
  return itemsAnswer(
    node,
    rows.map((row) => itemElement(row, service)),
    pageInfo(info),
  );
}

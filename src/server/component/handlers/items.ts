import { entryOf } from '../../../protocol/atom.ts';
import { type Item, localId } from '../../../protocol/channel.ts';
import { NS } from '../../../protocol/namespaces.ts';
import { pageInfo } from '../../../protocol/rsm.ts';
import { childrenOf, type Element, el } from '../../../protocol/xml.ts';
import { readItem, readItems } from '../../service/read-items.ts';
import { badRequest, notFound, notImplemented } from '../../service/refusal.ts';
import { type Handler, pageOf } from '../call.ts';

/** An item as retrieval shows it: its id is the local one (relied on), its entry's the global. */
export const itemElement = (item: Item, service: string): Element =>
  el(NS.PUBSUB, 'item', { id: item.id }, entryOf(item, service));

export const isTrue = (value: string | undefined) => value === 'true' || value === '1';

/** `get items`: one by id, or a page, newest activity first. */
export const getItems: Handler = async (call) => {
  const { ctx, actor, verb, service } = call;
  const { node } = verb.attrs;
  if (node && !node.includes('@')) throw notImplemented();
  const wanted = childrenOf(verb, 'item')[0];
  if (wanted) {
    const id = localId(wanted.attrs.id ?? '');
    if (!id) throw notFound();
    const item = await readItem(ctx, actor, node, id);
    return itemsAnswer(node, [itemElement(item, service)]);
  }
  const page = pageOf(call);
  const { rows, info } = await readItems(
    ctx,
    actor,
    node,
    { ...page, after: page.after && readCursor(page.after), max: page.max ?? maxItems(verb) },
    isTrue(verb.attrs['parent-only']),
  );
  const items = rows.map((row) => itemElement(row, service));
  return itemsAnswer(node, items, pageInfo(info));
};

function maxItems(verb: Element): number | undefined {
  const { max_items: max } = verb.attrs;
  if (max === undefined) return undefined;
  if (!/^\d{1,9}$/.test(max)) throw badRequest('invalid-max-value-provided');
  return Number(max);
}

/** Pages turn on ids in any of their forms; what is none is an item that is not there. */
export function readCursor(id: string): string {
  const local = localId(id);
  if (!local) throw notFound();
  return local;
}

export function itemsAnswer(
  node: string | undefined,
  items: readonly Element[],
  page?: Element,
): Element {
  return el(NS.PUBSUB, 'pubsub', {}, el(NS.PUBSUB, 'items', { node }, ...items), page);
}

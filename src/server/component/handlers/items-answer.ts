import { readBoolean } from '../../../protocol/config-vars.ts';
import { MAX_PAGE } from '../../../protocol/limits.ts';
import { NS } from '../../../protocol/namespaces.ts';
import { readWhole } from '../../../protocol/rsm.ts';
import { childrenOf, type Element, el } from '../../../protocol/xml.ts';
import type { ItemsPage } from '../../service/paging.ts';
import { badRequest, notFound, tooLong } from '../../service/refusal.ts';
import { type Call, orderOf, pageWithoutIndex } from '../call.ts';
import { idIn } from './item-id.ts';

/** The page of a node's items that is asked for: it turns on ids in any of their forms. */
export function pageOfItems(call: Call): ItemsPage {
  const { max, after, before } = pageWithoutIndex(call);
  const read = (id: string) => {
    const local = idIn(call.verb.attrs.node, id);
    // What is no id is an item that is not there.
    if (!local) throw notFound();
    return local;
  };
  const cursors = { after: after && read(after), before: before && read(before) };
  return { max, ...cursors, order: orderOf(call) };
}

/** Whether the question is for topics, without comments. */
export function isTopicsOnly(verb: Element): boolean {
  return readBoolean(verb.attrs['parent-only'] ?? '') ?? false;
}

/** How many items the question names without a page (XEP-0060, 6.5.7); `undefined` where it does not say. */
export function maxItems(verb: Element): number | undefined {
  const max = readWhole(verb.attrs.max_items);
  if (max === null) throw badRequest('invalid-max-value-provided');
  return max;
}

/** The ids of the items that the question names, those that are ids; `undefined` where it names none. */
export function namedIds(verb: Element): readonly string[] | undefined {
  const named = childrenOf(verb, 'item').map((item) => idIn(verb.attrs.node, item.attrs.id));
  // Answered in part, the rest would be taken for removed.
  if (named.length > MAX_PAGE) throw tooLong(`At most ${MAX_PAGE} items at once.`);
  return named.length > 0 ? named.filter((id) => id !== null) : undefined;
}

/** Items of one node, with what is said of their page. */
export function itemsAnswer(
  node: string | undefined,
  items: readonly Element[],
  page?: Element,
): Element {
  return el(NS.PUBSUB, 'pubsub', {}, el(NS.PUBSUB, 'items', { node }, ...items), page);
}

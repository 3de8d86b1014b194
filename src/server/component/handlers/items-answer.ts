import { localId } from '../../../protocol/channel.ts';
import { NS } from '../../../protocol/namespaces.ts';
import { type Element, el } from '../../../protocol/xml.ts';
import { notFound } from '../../service/refusal.ts';

/** Pages turn on ids in any of their forms; what is none is an item that is not there. */
export function readCursor(id: string): string {
  const local = localId(id);
  if (!local) throw notFound();
  return local;
}

/** Items of one node, with what is said of their page. */
export function itemsAnswer(
  node: string | undefined,
  items: readonly Element[],
  page?: Element,
): Element {
  return el(NS.PUBSUB, 'pubsub', {}, el(NS.PUBSUB, 'items', { node }, ...items), page);
}

import { globalId, localId, nodeOf } from '../protocol/channel.ts';
import { toBare } from '../protocol/jid.ts';
import { NS } from '../protocol/namespaces.ts';
import { child, childText, type Element, el } from '../protocol/xml.ts';
import type { NodeRow } from '../server/storage/nodes.ts';
import type { Removal } from '../server/storage/transfer.ts';

/** A removed item as a feed tells of it (RFC 6721), so that it is not brought back. */
export function deletedEntry(removal: Removal, node: NodeRow, service: string): Element {
  const { id, parent, author, seq, activity, removed, removedAt } = removal;
  const name = nodeOf(node.channel.jid, node.name);
  return el(
    NS.TOMBSTONES,
    'deleted-entry',
    { ref: globalId(service, name, id), when: removedAt },
    el(NS.ATOM, 'author', {}, el(NS.ATOM, 'name', {}, author)),
    parent === null
      ? undefined
      : el(NS.THREAD, 'in-reply-to', { ref: globalId(service, name, parent) }),
    el(NS.ORDER, 'order', { seq, activity, removed }),
  );
}

/** Reads what `deletedEntry` wrote; `null` where it lacks what a removal needs. */
export function readDeletedEntry(entry: Element): Removal | null {
  const id = localId(entry.attrs.ref ?? '');
  const author = child(entry, 'author', NS.ATOM);
  const jid = author && toBare(childText(author, 'name') ?? '');
  const order = child(entry, 'order', NS.ORDER);
  const reply = child(entry, 'in-reply-to', NS.THREAD);
  if (!id || !jid || !order) return null;
  return {
    id,
    parent: reply ? localId(reply.attrs.ref ?? '') : null,
    author: jid,
    seq: Number(order.attrs.seq),
    activity: Number(order.attrs.activity),
    removed: Number(order.attrs.removed),
    removedAt: entry.attrs.when ?? '',
  };
}

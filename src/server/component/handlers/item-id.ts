import { ITEM_ID, nodeOf, parseNode } from '../../../protocol/channel.ts';
import { parseCommentsNode } from '../../../protocol/comments-node.ts';

/** The node in which things really stand: that of the topic, where its comments' is named. */
export function realNode(node: string | undefined): string | undefined {
  const comments = parseCommentsNode(node ?? '');
  return comments ? nodeOf(comments.channel) : node;
}

/** An id with its node before it, and before that, in a global one, the service. */
const WITH_NODE = /^(?:tag:[^,]+,)?(.+),([^,]+)$/;

/**
 * The local part of an id given as `local`, `node,local` or global; `null` where it is none, or one of
 * another node than the one that is asked: two nodes may hold the same local id.
 */
export function idIn(node: string | undefined, id: string | undefined): string | null {
  const [, itsNode, itsLocal] = WITH_NODE.exec(id ?? '') ?? [];
  if (itsNode !== undefined && !isSameNode(itsNode, node)) return null;
  const local = itsLocal ?? id ?? '';
  return ITEM_ID.test(local) ? local : null;
}

function isSameNode(one: string, other: string | undefined): boolean {
  const [a, b] = [one, other].map((node) => parseNode(realNode(node) ?? ''));
  return !!a && a.channel === b?.channel && a.name === b.name;
}

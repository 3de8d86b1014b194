/**
 * Comments as clients of XEP-0277 and XEP-0472 look for them: each topic names a node of its own,
 * whose items are its comments. No such nodes are stored: their names say which topic is meant.
 */
import { ITEM_ID, type Item } from './channel.ts';
import { toBare } from './jid.ts';
import { NS } from './namespaces.ts';
import { type Element, el } from './xml.ts';

const PREFIX = `${NS.MICROBLOG}:comments/`;

/** The node that stands for a topic's comments. */
function commentsNode(channel: string, topic: string): string {
  return `${PREFIX}${channel}/${topic}`;
}

/** Which topic such a node stands for; `null` where it is none. */
export function parseCommentsNode(node: string): { channel: string; topic: string } | null {
  if (!node.startsWith(PREFIX)) return null;
  const [address = '', topic = '', ...more] = node.slice(PREFIX.length).split('/');
  const channel = address.includes('@') ? toBare(address) : null;
  return channel && ITEM_ID.test(topic) && more.length === 0 ? { channel, topic } : null;
}

/** The link by which a topic's entry names that node (XEP-0277, 3.1). */
export function commentsLink(topic: Item, service: string): Element {
  const node = encodeURIComponent(commentsNode(topic.channel, topic.id));
  const href = `xmpp:${service}?;node=${node}`;
  return el(NS.ATOM, 'link', { rel: 'replies', title: 'comments', href });
}

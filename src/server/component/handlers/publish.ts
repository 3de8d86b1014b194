import { entryOf } from '../../../protocol/atom.ts';
import { globalId, localId } from '../../../protocol/channel.ts';
import { NS } from '../../../protocol/namespaces.ts';
import {
  child,
  childrenOf,
  childText,
  type Element,
  el,
  isElement,
  textOf,
} from '../../../protocol/xml.ts';
import { type Draft, publish } from '../../service/publish.ts';
import { badRequest } from '../../service/refusal.ts';
import type { Handler } from '../call.ts';

/** `set publish`: one item; the answer carries it as it was stored, with its date and place. */
export const publishItem: Handler = async ({ ctx, actor, verb, service }) => {
  const { node } = verb.attrs;
  const item = await publish(ctx, actor, node, () => readDraft(verb));
  const id = globalId(service, node as string, item.id);
  const stored = el(NS.PUBSUB, 'item', { id }, entryOf(item, service));
  return el(NS.PUBSUB, 'pubsub', {}, el(NS.PUBSUB, 'publish', { node }, stored));
};

function readDraft(verb: Element): Draft {
  const items = childrenOf(verb, 'item');
  const item = items[0];
  if (!item || items.length > 1) throw badRequest('item-required');
  const entry = child(item, 'entry', NS.ATOM);
  if (!entry) throw badRequest('entry-element-required');
  const content = child(entry, 'content');
  if (!content) throw badRequest('content-element-required');
  const { type = 'text' } = content.attrs;
  if (type !== 'text' && type !== 'xhtml') throw badRequest('unsupported-content-type');
  const reply = child(entry, 'in-reply-to', NS.THREAD);
  return {
    id: readId(item.attrs.id),
    title: (childText(entry, 'title') ?? '').trim(),
    text: type === 'xhtml' ? deepText(content) : textOf(content),
    parent: reply ? parentOf(reply) : null,
  };
}

/** Ids are taken as local or global ones; one that could be neither is refused, not replaced. */
function readId(id: string | undefined): string | undefined {
  if (!id) return undefined;
  const local = localId(id);
  if (!local) throw badRequest('invalid-item-id');
  return local;
}

function parentOf(reply: Element): string {
  const parent = localId(reply.attrs.ref ?? '');
  if (!parent) throw badRequest('parent-item-not-found');
  return parent;
}

/** Content is text: of markup only the words are kept. */
function deepText(element: Element): string {
  return element.children.map((c) => (isElement(c) ? deepText(c) : c)).join('');
}

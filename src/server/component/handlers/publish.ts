import { entryOf } from '../../../protocol/atom.ts';
import { globalId, nodeOfItem } from '../../../protocol/channel.ts';
import { parseCommentsNode } from '../../../protocol/comments-node.ts';
import { NS } from '../../../protocol/namespaces.ts';
import { withheldMark } from '../../../protocol/withheld.ts';
import { child, el } from '../../../protocol/xml.ts';
import { publish } from '../../service/publish.ts';
import { badRequest } from '../../service/refusal.ts';
import type { Handler } from '../call.ts';
import { realNode } from './item-id.ts';
import { checkPublishOptions } from './publish-options.ts';
import { readDraft } from './read-draft.ts';

/**
 * `set publish`: one item; the answer names it (XEP-0060, 7.1.2), or says that it is held back. Who asks
 * for it by `<order/>` is given the entry as it was stored, with its date and place: to read it costs
 * an XMPP server a tenth of all that a post does.
 */
export const publishItem: Handler = async ({ ctx, actor, payload, verb, service }) => {
  const { node } = verb.attrs;
  const comments = parseCommentsNode(node ?? '');
  const real = realNode(node);
  const published = await publish(ctx, actor, real, (config) => {
    checkPublishOptions(payload, config, real);
    const draft = readDraft(verb);
    if (!comments) return draft;
    const { topic } = comments;
    if ((draft.parent ?? topic) !== topic) throw badRequest('parent-item-not-found');
    return { ...draft, parent: topic };
  });
  const isHeld = 'withheld' in published;
  const item = isHeld ? published.withheld : published.item;
  const id = globalId(service, nodeOfItem(item), item.id);
  const isWanted = child(payload, 'order', NS.ORDER) !== undefined;
  const mark = isHeld ? withheldMark(published.withheld) : undefined;
  const entry = !isHeld && isWanted ? entryOf(published.item, service) : undefined;
  const named = el(NS.PUBSUB, 'item', { id }, mark, entry);
  return el(NS.PUBSUB, 'pubsub', {}, el(NS.PUBSUB, 'publish', { node }, named));
};

import { entryOf } from '../../../protocol/atom.ts';
import { globalId } from '../../../protocol/channel.ts';
import { NS } from '../../../protocol/namespaces.ts';
import { el } from '../../../protocol/xml.ts';
import { publish } from '../../service/publish.ts';
import type { Handler } from '../call.ts';
import { readDraft } from './read-draft.ts';

/** `set publish`: one item; the answer carries it as it was stored, with its date and place. */
export const publishItem: Handler = async ({ ctx, actor, verb, service }) => {
  const { node } = verb.attrs;
  const item = await publish(ctx, actor, node, () => readDraft(verb));
  const id = globalId(service, node as string, item.id);
  const stored = el(NS.PUBSUB, 'item', { id }, entryOf(item, service));
  return el(NS.PUBSUB, 'pubsub', {}, el(NS.PUBSUB, 'publish', { node }, stored));
};

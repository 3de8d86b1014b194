import { parseCommentsNode } from '../../../protocol/comments-node.ts';
import { childrenOf } from '../../../protocol/xml.ts';
import { badChannelRequest, badRequest } from '../../service/refusal.ts';
import { retract } from '../../service/retract.ts';
import type { Handler } from '../call.ts';
import { groundsIn } from './grounds-in.ts';
import { idIn, realNode } from './item-id.ts';

/** `set retract`: every item named, or none. */
export const retractItems: Handler = async ({ ctx, actor, verb }) => {
  const ids = childrenOf(verb, 'item').map((item) => {
    if (!item.attrs.id) throw badRequest('item-required');
    const id = idIn(verb.attrs.node, item.attrs.id);
    if (!id) throw badChannelRequest('global-id-error');
    return id;
  });
  if (ids.length === 0) throw badRequest('item-required');
  const { node } = verb.attrs;
  const topic = parseCommentsNode(node ?? '')?.topic;
  await retract(ctx, actor, { nodeName: realNode(node), ids, grounds: groundsIn(verb), topic });
  return undefined;
};

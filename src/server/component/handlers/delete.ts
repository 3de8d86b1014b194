import { deleteChannelNode } from '../../service/delete-node.ts';
import type { Handler } from '../call.ts';
import { groundsIn } from './grounds-in.ts';

/** `set delete`: owners only. Our phones say why; other clients need not. */
export const deleteNode: Handler = async ({ ctx, actor, verb }) => {
  await deleteChannelNode(ctx, actor, verb.attrs.node, groundsIn(verb).reason);
  return undefined;
};

import { deleteChannelNode } from '../../service/delete-node.ts';
import type { Handler } from '../call.ts';

/** `set delete`: owners only. */
export const deleteNode: Handler = async ({ ctx, actor, verb }) => {
  await deleteChannelNode(ctx, actor, verb.attrs.node);
  return undefined;
};

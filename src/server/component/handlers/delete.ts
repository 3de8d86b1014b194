import { BAD_GROUNDS, readGrounds } from '../../../protocol/office.ts';
import { deleteChannelNode } from '../../service/delete-node.ts';
import { badRequest } from '../../service/refusal.ts';
import type { Handler } from '../call.ts';

/** `set delete`: owners only. Our phones say why; other clients need not. */
export const deleteNode: Handler = async ({ ctx, actor, verb }) => {
  const grounds = readGrounds(verb);
  if (!grounds) throw badRequest(undefined, BAD_GROUNDS);
  await deleteChannelNode(ctx, actor, verb.attrs.node, grounds.reason);
  return undefined;
};

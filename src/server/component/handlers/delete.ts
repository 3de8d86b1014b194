import { readReason } from '../../../protocol/office.ts';
import { deleteChannelNode } from '../../service/delete-node.ts';
import { badRequest } from '../../service/refusal.ts';
import type { Handler } from '../call.ts';

/** `set delete`: owners only. Our phones say why; other clients need not. */
export const deleteNode: Handler = async ({ ctx, actor, verb }) => {
  const reason = readReason(verb);
  if (reason === null) throw badRequest(undefined, 'The reason is too long.');
  await deleteChannelNode(ctx, actor, verb.attrs.node, reason);
  return undefined;
};

import { childrenOf } from '../../../protocol/xml.ts';
import { badRequest } from '../../service/refusal.ts';
import { register } from '../../service/register.ts';
import { unregister } from '../../service/unregister.ts';
import type { Handler } from '../call.ts';

/** `set jabber:iq:register`: sent at every sign-in; idempotent. With `remove`, the opposite. */
export const registerPerson: Handler = async ({ ctx, actor, payload }) => {
  const children = childrenOf(payload);
  const isRemoval = children.length === 1 && children[0]?.name === 'remove';
  if (children.length > 0 && !isRemoval) throw badRequest();
  await (isRemoval ? unregister : register)(ctx, actor);
  return undefined;
};

import { childrenOf } from '../../../protocol/xml.ts';
import { badRequest, notImplemented } from '../../service/refusal.ts';
import { register } from '../../service/register.ts';
import type { Handler } from '../call.ts';

/** `set jabber:iq:register`: sent at every sign-in; idempotent. */
export const registerPerson: Handler = async ({ ctx, actor, payload }) => {
  const children = childrenOf(payload);
  if (children.some((child) => child.name === 'remove')) throw notImplemented();
  if (children.length > 0) throw badRequest();
  await register(ctx, actor);
  return undefined;
};

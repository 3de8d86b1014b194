import { NS } from '../../../protocol/namespaces.ts';
import { childrenOf } from '../../../protocol/xml.ts';
import { badRequest } from '../../service/refusal.ts';
import { register } from '../../service/register.ts';
import { unregister } from '../../service/unregister.ts';
import type { Handler } from '../call.ts';

/**
 * `set jabber:iq:register`: sent at every sign-in; idempotent. With `remove`, the opposite; a `keep` of
 * ours beside it leaves what they wrote elsewhere, without their name.
 */
export const registerPerson: Handler = async ({ ctx, actor, payload }) => {
  const children = childrenOf(payload);
  if (children.length === 0) {
    await register(ctx, actor);
    return undefined;
  }
  const [removal, kept, ...others] = children;
  const isKept = kept?.name === 'keep' && kept.ns === NS.ACCOUNT;
  if (removal?.name !== 'remove' || (kept && !isKept) || others.length > 0) throw badRequest();
  await unregister(ctx, actor, isKept ? 'keep' : 'remove');
  return undefined;
};

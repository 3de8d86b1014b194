import { followedElement } from '../../../protocol/followed.ts';
import { toBare } from '../../../protocol/jid.ts';
import { followedBy } from '../../service/followed.ts';
import { badRequest } from '../../service/refusal.ts';
import type { Handler } from '../call.ts';

/** `get followed`: the open channels that a person follows and lets others see. */
export const getFollowed: Handler = async ({ ctx, actor, payload }) => {
  const person = toBare(payload.attrs.jid ?? '');
  if (!person) throw badRequest();
  return followedElement(person, await followedBy(ctx, actor, person));
};

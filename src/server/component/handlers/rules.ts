import { readAcceptance } from '../../../protocol/rules.ts';
import { badRequest } from '../../service/refusal.ts';
import { acceptRules } from '../../service/rules.ts';
import type { Handler } from '../call.ts';

/** `set rules`: the asker accepts the rules of that version. */
export const setRulesAccepted: Handler = async ({ ctx, actor, payload }) => {
  const acceptance = readAcceptance(payload);
  if (!acceptance) throw badRequest();
  await acceptRules(ctx, actor, acceptance);
  return undefined;
};

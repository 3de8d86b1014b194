import { appealsElement } from '../../../protocol/appeal.ts';
import { codePoints, MAX_REASON } from '../../../protocol/limits.ts';
import { textOf } from '../../../protocol/xml.ts';
import { appeal, decideAppeal, openAppeals } from '../../service/appeals.ts';
import { badRequest } from '../../service/refusal.ts';
import type { Handler } from '../call.ts';
import { numberIn } from './number-in.ts';

/** `set appeal`: against an act that the asker was told of. */
export const setAppeal: Handler = async ({ ctx, actor, payload }) => {
  await appeal(ctx, actor, numberIn(payload.attrs.act), textOf(payload).trim());
  return undefined;
};

/** `get appeals`: open ones that the asker decides. */
export const getAppeals: Handler = async ({ ctx, actor, payload }) =>
  appealsElement(await openAppeals(ctx, actor, numberIn(payload.attrs.after ?? '0')));

/** `set appeals`: decides one. */
export const setAppealDecided: Handler = async ({ ctx, actor, payload }) => {
  const { id, state } = payload.attrs;
  const answer = textOf(payload).trim();
  if (state !== 'granted' && state !== 'refused') throw badRequest();
  if (codePoints(answer) > MAX_REASON) throw badRequest();
  await decideAppeal(ctx, actor, numberIn(id), state, answer);
  return undefined;
};

import { casesElement } from '../../../protocol/case.ts';
import { ITEM_ID, parseNode } from '../../../protocol/channel.ts';
import { toBare } from '../../../protocol/jid.ts';
import { ownReportsElement } from '../../../protocol/own-reports.ts';
import { reportTaken } from '../../../protocol/report.ts';
import { decideCase, openCases } from '../../service/cases.ts';
import { badRequest } from '../../service/refusal.ts';
import { ownReports, report } from '../../service/report.ts';
import type { Handler } from '../call.ts';
import { groundsIn } from './grounds-in.ts';
import { numberIn } from './number-in.ts';

/** `set report`: a post, or a person, in a channel or of the site. Answered with its number. */
export const setReport: Handler = async ({ ctx, actor, payload }) => {
  const { node, item, jid, id = '' } = payload.attrs;
  const named = node === undefined ? undefined : parseNode(node);
  const person = jid === undefined ? undefined : toBare(jid);
  const grounds = groundsIn(payload);
  const isPost = named?.name === 'posts' && item !== undefined && ITEM_ID.test(item);
  const isPerson = item === undefined && !!person;
  const isOne = isPost ? person === undefined : isPerson;
  if (!isOne || named === null || !ITEM_ID.test(id)) throw badRequest();
  const reported = { channel: named?.channel ?? '', item, person: person ?? undefined };
  return reportTaken(await report(ctx, actor, { ...reported, token: id, ...grounds }));
};

/** `get reports`: the asker's own. */
export const getOwnReports: Handler = async ({ ctx, actor }) =>
  ownReportsElement(await ownReports(ctx, actor));

/** `get cases`: open ones that the asker decides. */
export const getCases: Handler = async ({ ctx, actor, payload }) =>
  casesElement(await openCases(ctx, actor, numberIn(payload.attrs.after ?? '0')));

/** `set case`: closes it. */
export const setCase: Handler = async ({ ctx, actor, payload }) => {
  const { id, state } = payload.attrs;
  const grounds = groundsIn(payload);
  if (state !== 'acted' && state !== 'kept') throw badRequest();
  await decideCase(ctx, actor, numberIn(id), state, grounds);
  return undefined;
};

import { noticesElement } from '../../../protocol/notice.ts';
import { ownNotices, seeNotices } from '../../service/notices.ts';
import { badRequest } from '../../service/refusal.ts';
import type { Handler } from '../call.ts';

/** `get notices`: what the asker is told of acts by others' office. */
export const getNotices: Handler = async ({ ctx, actor }) =>
  noticesElement(await ownNotices(ctx, actor));

/** `set notices` with `seen`: the asker has read them up to that one. */
export const setNoticesSeen: Handler = async ({ ctx, actor, payload }) => {
  const { seen = '' } = payload.attrs;
  if (!/^\d{1,15}$/.test(seen)) throw badRequest();
  await seeNotices(ctx, actor, Number(seen));
  return undefined;
};

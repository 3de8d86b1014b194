import { noticesElement } from '../../../protocol/notice.ts';
import { ownNotices, seeNotices } from '../../service/notices.ts';
import type { Handler } from '../call.ts';
import { numberIn } from './number-in.ts';

/** `get notices`: what the asker is told of acts by others' office. */
export const getNotices: Handler = async ({ ctx, actor }) =>
  noticesElement(await ownNotices(ctx, actor));

/** `set notices` with `seen`: the asker has read them up to that one. */
export const setNoticesSeen: Handler = async ({ ctx, actor, payload }) => {
  await seeNotices(ctx, actor, numberIn(payload.attrs.seen));
  return undefined;
};

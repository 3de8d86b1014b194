import { logElement } from '../../../protocol/office-log.ts';
import { readChannelLog } from '../../service/channel-log.ts';
import { badRequest } from '../../service/refusal.ts';
import type { Handler } from '../call.ts';

/** `get log`: what was done in a channel by office; whoever may read the channel may know. */
export const getChannelLog: Handler = async ({ ctx, actor, payload }) => {
  const { node, before } = payload.attrs;
  if (before !== undefined && !/^\d{1,15}$/.test(before)) throw badRequest();
  const from = before === undefined ? null : Number(before);
  return logElement(node ?? '', await readChannelLog(ctx, actor, node, from));
};

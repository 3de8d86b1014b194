import { logElement } from '../../../protocol/office-log.ts';
import { readChannelLog } from '../../service/channel-log.ts';
import type { Handler } from '../call.ts';
import { numberIn } from './number-in.ts';

/** `get log`: what was done in a channel by office; whoever may read the channel may know. */
export const getChannelLog: Handler = async ({ ctx, actor, payload }) => {
  const { node, before } = payload.attrs;
  const from = before === undefined ? null : numberIn(before);
  return logElement(node ?? '', await readChannelLog(ctx, actor, node, from));
};

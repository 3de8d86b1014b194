import { waitingElement } from '../../../protocol/waiting.ts';
import { readWaitingPeople } from '../../service/waiting-people.ts';
import type { Handler } from '../call.ts';

/** `get waiting`: who waits to be let in, in all channels that the asker moderates. */
export const getWaiting: Handler = async ({ ctx, actor, payload }) =>
  waitingElement(await readWaitingPeople(ctx, actor, payload.attrs.after ?? ''));

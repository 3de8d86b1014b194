import { OWN_WITHHELD_PAGE, ownWithheldElement } from '../../../protocol/withheld.ts';
import { queueElement } from '../../../protocol/withheld-queue.ts';
import type { Element } from '../../../protocol/xml.ts';
import { approvePost } from '../../service/approve-post.ts';
import { badRequest } from '../../service/refusal.ts';
import { refusePost } from '../../service/refuse-post.ts';
import { takeBack } from '../../service/take-back.ts';
import { ownWithheld, readQueue } from '../../service/withheld.ts';
import type { Handler } from '../call.ts';
import { groundsIn } from './grounds-in.ts';
import { idIn } from './item-id.ts';
import { numberIn } from './number-in.ts';

/** `get withheld`: the asker's own posts that are held back. */
export const getWithheld: Handler = async ({ ctx, actor }) =>
  ownWithheldElement(await ownWithheld(ctx, actor, OWN_WITHHELD_PAGE));

/** `get queue`: what waits in the channels that the asker moderates. */
export const getQueue: Handler = async ({ ctx, actor, payload }) =>
  queueElement(await readQueue(ctx, actor, numberIn(payload.attrs.after ?? '0')));

/** `set approve`: the post is published, and its author trusted. */
export const approve: Handler = async ({ ctx, actor, payload }) => {
  await approvePost(ctx, actor, payload.attrs.node, readId(payload));
  return undefined;
};

/** `set refuse`: it is not, and its author is told why. */
export const refuse: Handler = async ({ ctx, actor, payload }) => {
  const grounds = groundsIn(payload);
  await refusePost(ctx, actor, payload.attrs.node, readId(payload), grounds);
  return undefined;
};

/** `set take-back`: its author does not want it any more. */
export const takeBackPost: Handler = async ({ ctx, actor, payload }) => {
  await takeBack(ctx, actor, payload.attrs.node, readId(payload));
  return undefined;
};

function readId({ attrs }: Element): string {
  const id = idIn(attrs.node, attrs.id);
  if (!id) throw badRequest('item-required');
  return id;
}

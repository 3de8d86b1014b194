import type { DraftPost } from '../../protocol/channel.ts';
import type { Reader } from '../storage/database.ts';
import { findItem, hasRated } from '../storage/items.ts';
import { badRequest } from './refusal.ts';

const FEWEST_STARS = 1;
const MOST_STARS = 5;

/**
 * Checks what a comment speaks of: an item of its thread, and where it rates it, one that is no
 * rating itself and that its author has not rated before. Gives the stars, `null` where it has none.
 */
export async function checkTarget(
  reader: Reader,
  nodeId: number,
  author: string,
  { parent, target = null, rating = null }: DraftPost,
): Promise<number | null> {
  if (target === null) {
    if (rating !== null) throw badRequest('missing-target');
    return null;
  }
  const item = await findItem(reader, nodeId, target);
  if (!item) throw badRequest('targeted-item-not-found');
  if (item.id !== parent && item.parent !== parent) throw badRequest('target-outside-thread');
  if (rating === null) return null;
  if (item.rating) throw badRequest('invalid-rating-request');
  if (!/^\d+(\.0+)?$/.test(rating.trim())) throw badRequest('invalid-rating');
  const stars = Number(rating);
  if (stars < FEWEST_STARS || stars > MOST_STARS) throw badRequest('rating-out-of-range');
  if (await hasRated(reader, nodeId, target, author)) throw badRequest('item-already-rated');
  return stars;
}

import { codePoints, MAX_REASON } from '../../../protocol/limits.ts';
import { RULES } from '../../../protocol/office.ts';
import { retractRequest } from '../../../protocol/pubsub.ts';
import { NO_REMOVAL, type Removal } from '../../../screens/office/remove-post.tsx';
import { hrefOf } from '../../../screens/route.ts';
import { drawRemovePost } from '../draw/remove-post.tsx';
import { readItem } from '../read/items.ts';
import { troubleOf } from '../visitor.ts';
import { type Outcome, typedIn, type Write } from './write.ts';

/** Why a form says that a post is removed. */
export function removalIn(write: Write): Removal {
  const { field } = write;
  const rule = RULES.find((known) => known === field('rule')) ?? NO_REMOVAL.rule;
  return { rule, reason: typedIn(write, 'reason') };
}

/** Removes somebody else's post; its author is told why. */
export async function removeByOffice(
  write: Write,
  place: { readonly channel: string; readonly item: string },
): Promise<Outcome> {
  const { visitor } = write;
  const { t } = visitor;
  const { channel, item } = place;
  const fields = removalIn(write);
  const again = async (problem: string): Promise<Outcome> => ({
    show: await drawRemovePost(visitor, place, { fields, problem }),
  });
  if (fields.reason === '') return again(t.office.noReason);
  if (codePoints(fields.reason) > MAX_REASON) return again(t.troubles['too-long']);
  try {
    const post = await readItem(visitor, channel, item);
    await visitor.ask('set', retractRequest(channel, item, undefined, fields));
    const topic = post?.parent;
    return {
      goTo: hrefOf(topic ? { screen: 'topic', channel, topic } : { screen: 'channel', channel }),
    };
  } catch (error) {
    const trouble = troubleOf(error);
    // Somebody was faster.
    if (trouble === 'not-found') return { goTo: hrefOf({ screen: 'channel', channel }) };
    return again(trouble === 'forbidden' ? t.office.notModerator : t.troubles[trouble]);
  }
}

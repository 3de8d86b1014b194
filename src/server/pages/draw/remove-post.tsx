import { channelTitle } from '../../../screens/name.ts';
import { NO_REMOVAL, type Removal, RemovePost } from '../../../screens/office/remove-post.tsx';
import { mayNow } from '../../../screens/rights.ts';
import type { Drawn } from '../drawn.ts';
import { readChannel } from '../read/channel.ts';
import { readItem } from '../read/items.ts';
import type { Visitor } from '../visitor.ts';
import { drawMessage, drawNotTheirs } from './message.tsx';
import { nothing } from './nothing.ts';
import { outcomeOf, type RefusedForm } from './refused-form.ts';

/** Asks before somebody else's post is removed by office. */
export async function drawRemovePost(
  visitor: Visitor,
  { channel, item }: { readonly channel: string; readonly item: string },
  refused?: RefusedForm<Removal>,
): Promise<Drawn> {
  const { t, notice, domain, me } = visitor;
  const [known, post] = await Promise.all([
    readChannel(visitor, channel),
    readItem(visitor, channel, item),
  ]);
  if (!post) return drawMessage(visitor, 404, t.troubles['not-found']);
  const title = t.remove;
  if (me === null || !mayNow(known, 'retract-any', me, domain)) {
    return drawNotTheirs(visitor, title, t.office.notModerator);
  }
  return {
    status: refused?.problem ? 409 : 200,
    title,
    of: channelTitle(channel, known.config.title),
    body: (
      <RemovePost
        t={t}
        o={t.office}
        notice={notice}
        domain={domain}
        channel={channel}
        channelTitle={channelTitle(channel, known.config.title)}
        post={post}
        removal={refused?.fields ?? NO_REMOVAL}
        busy={false}
        outcome={outcomeOf(refused?.problem)}
        onChange={nothing}
        onRemove={nothing}
      />
    ),
  };
}

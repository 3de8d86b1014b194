import { useState } from 'preact/hooks';
import { Message } from '../../../screens/message.tsx';
import { channelTitle } from '../../../screens/name.ts';
import { NO_REMOVAL, RemovePost } from '../../../screens/office/remove-post.tsx';
import { mayNow } from '../../../screens/rights.ts';
import { hrefOf } from '../../../screens/route.ts';
import type { Trouble } from '../../actions/device.ts';
import { removeByOffice } from '../../actions/remove-by-office.ts';
import { readChannel } from '../../store/read/channels.ts';
import { readPost } from '../../store/read/comments.ts';
import { useStored } from '../use-stored.ts';
import { leaveForm, replaceScreen, whileHere } from '../visits.ts';
import type { WithWords } from './office-page.tsx';
import { useKeptForm } from './use-kept-form.ts';

interface Props extends WithWords {
  readonly channel: string;
  readonly item: string;
}

export function RemovePostPage({ t, o, notice, account, channel, item }: Props) {
  const { store, me, site } = account;
  const [gone, setGone] = useState(false);
  const form = useKeptForm({ t, account }, `remove:${channel}/${item}`, NO_REMOVAL);
  const stored = useStored(store, ['channels', 'items'], async (reader) => ({
    row: await readChannel(reader, channel),
    post: await readPost(reader, channel, item),
  }));
  if (!stored || !form.fields || gone) return null;
  const { row, post } = stored;
  const message = (sentence: string) => <Message t={t} notice={notice} message={sentence} />;
  if (!row || !post) return message(t.troubles['not-found']);
  if (me === null || !mayNow(row, 'retract-any', me, site.domain)) return message(o.notModerator);
  function sentence(trouble: Trouble): string {
    if (trouble === 'empty') return o.noReason;
    return trouble === 'forbidden' ? o.notModerator : t.troubles[trouble];
  }
  const topic = post.parent ?? post.id;
  function remove() {
    // The screen before this one shows a topic: where that is what was removed, it is no more.
    const leave = whileHere(() =>
      topic === item
        ? replaceScreen(hrefOf({ screen: 'channel', channel }))
        : leaveForm(hrefOf({ screen: 'topic', channel, topic })),
    );
    form.submit(async (removal) => {
      const trouble = await removeByOffice(account, channel, item, removal);
      if (trouble !== null) return { done: false, sentence: sentence(trouble) };
      setGone(true);
      leave();
      return { done: true, sentence: t.saved };
    });
  }
  return (
    <RemovePost
      t={t}
      o={o}
      notice={notice}
      domain={site.domain}
      channel={channel}
      channelTitle={channelTitle(channel, row.config.title)}
      post={post}
      removal={form.fields}
      busy={form.busy}
      outcome={form.outcome}
      onChange={form.change}
      onRemove={remove}
    />
  );
}

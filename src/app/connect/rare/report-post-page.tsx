import { NO_COMPLAINT, ReportForm } from '../../../screens/complaint/report-form.tsx';
import { Message } from '../../../screens/message.tsx';
import { channelTitle, nameOf } from '../../../screens/name.ts';
import { hrefOf } from '../../../screens/route.ts';
import { complain } from '../../actions/complain.ts';
import { readChannel } from '../../store/read/channels.ts';
import { readPost } from '../../store/read/comments.ts';
import { useKeptForm } from '../office/use-kept-form.ts';
import { useStored } from '../use-stored.ts';
import { replaceScreen } from '../visits.ts';
import type { WithWords } from './rare-page.tsx';

interface Props extends WithWords {
  readonly channel: string;
  readonly item: string;
}

export function ReportPostPage({ t, r, notice, account, channel, item }: Props) {
  const { store, site } = account;
  const form = useKeptForm({ t, account }, `complaint:${channel}/${item}`, NO_COMPLAINT);
  const stored = useStored(store, ['channels', 'items'], async (reader) => ({
    row: await readChannel(reader, channel),
    post: await readPost(reader, channel, item),
  }));
  if (!stored || !form.fields) return null;
  const { row, post } = stored;
  if (!post) return <Message t={t} notice={notice} message={t.troubles['not-found']} />;
  function report() {
    form.submit(async ({ rule, reason }) => {
      const head = r.postIn(channelTitle(channel, row?.config.title ?? ''));
      const trouble = await complain(account, channel, { item, rule, head }, reason);
      if (trouble !== null) return { done: false, sentence: t.troubles[trouble] };
      replaceScreen(hrefOf({ screen: 'complaints' }));
      return { done: true, sentence: t.saved };
    });
  }
  return (
    <ReportForm
      {...{ t, r, notice, post, places: [] }}
      name={nameOf(post.author, site.domain, t)}
      up={hrefOf({ screen: 'topic', channel, topic: post.parent ?? item })}
      action={hrefOf({ screen: 'report-post', channel, item })}
      complaint={form.fields}
      busy={form.busy}
      outcome={form.outcome}
      onChange={form.change}
      onReport={report}
    />
  );
}

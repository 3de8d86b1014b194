import { useRef, useState } from 'preact/hooks';
import { route } from 'preact-router';
import { channelTitle } from '../../screens/name.ts';
import type { Chosen } from '../../screens/parts/written.tsx';
import { mayNow, maySpeakFor } from '../../screens/rights.ts';
import { hrefOf } from '../../screens/route.ts';
import { Topic } from '../../screens/topic.tsx';
import { openTopic } from '../actions/open-topic.ts';
import { removePost } from '../actions/remove-post.ts';
import { commentPlace } from '../store/read/draft.ts';
import type { OutboxRow } from '../store/read/reader.ts';
import { focusFirst } from './focus.ts';
import { ownPostVerbs } from './own-post-verbs.ts';
import type { PageProps } from './page-props.ts';
import { useAsked } from './use-asked.ts';
import { useChannel } from './use-channel.ts';
import { useCommentForm } from './use-comment-form.ts';
import { useDraft } from './use-draft.ts';
import { useLive } from './use-live.ts';
import { useMarkRead } from './use-mark-read.ts';
import { useNewLine } from './use-new-line.ts';
import { useNow } from './use-now.ts';
import { useRefused } from './use-refused.ts';
import { useShownPhotos } from './use-shown-photos.ts';
import { useThread } from './use-thread.ts';
import { heldIn, useUnsent } from './use-unsent.tsx';
import { goBack, whileHere } from './visits.ts';

export function TopicPage(props: PageProps & { readonly channel: string; readonly topic: string }) {
  const { t, device, account, connectivity, notice, channel, topic: id } = props;
  const { store, me, site } = account;
  const [asked, ask] = useAsked();
  /** Shown no more while the service is asked. */
  const [removing, setRemoving] = useState<string | null>(null);
  const { refused, problemAt, tell, tellAt } = useRefused();
  /** The number of the newest comment when all of them had come that were there. */
  const newest = useRef<number | undefined>(undefined);
  const row = useChannel(store, channel);
  const draft = useDraft(account, commentPlace(channel, id));
  const thread = useThread(account, channel, id, draft.target, tellAt);
  const { stored, stop } = thread;
  const { topic = null, comments = [], moreHere = false, gapBefore = null } = stored?.found ?? {};
  const form = useCommentForm(props, row, draft, stored?.answered !== undefined);
  const photos = useShownPhotos(device, account, (row?.config.accessModel ?? 'open') === 'open');
  const unsent = useUnsent(t, account, stored?.posts ?? []);
  const live = useLive(connectivity, (report) => openTopic(account, channel, id, report));
  const now = useNow(store);
  const first = comments[0];
  const hasOlder = topic !== null && (moreHere || topic.replies > comments.length);
  const line = useNewLine(stop, me, topic, comments, hasOlder, thread.showFrom);
  useMarkRead(account, channel, id, stored?.found);
  if (!stored) return null;
  if (!live.loading) newest.current ??= comments[comments.length - 1]?.seq ?? 0;

  function choose(next: Chosen | null) {
    if (next?.verb !== 'reply') return ask(next?.id ?? null);
    draft.change({ target: next.id });
    focusFirst('#comment');
  }
  async function remove(post: string) {
    ask(null);
    const leave = whileHere(goBack);
    setRemoving(post);
    const trouble = await removePost(account, channel, post);
    tell(trouble);
    setRemoving(null);
    if (trouble === null && post === id) leave();
  }
  function writeAgain() {
    const begin = whileHere((isOurs: boolean) => {
      if (isOurs) focusFirst('#comment');
      else route(hrefOf({ screen: 'write-for', channel, topic: id }));
    });
    return (post: OutboxRow | undefined) => {
      if (post && !post.onBehalf) draft.bring(post);
      begin(!post?.onBehalf);
    };
  }
  function problem(): string | null {
    const trouble = refused ?? live.trouble;
    if (topic !== null || live.loading) return trouble && t.troubles[trouble];
    return connectivity.state === 'online' ? t.noSuchTopic : t.notHere;
  }
  return (
    <Topic
      t={t}
      notice={notice}
      domain={site.domain}
      now={now}
      channel={channel}
      channelTitle={row && channelTitle(channel, row.config.title)}
      topic={topic}
      me={me}
      maySpeakFor={!!row && me !== null && maySpeakFor(row, id, channel, me, site.domain)}
      mayModerate={!!row && me !== null && mayNow(row, 'retract-any', me, site.domain)}
      comments={comments.filter((post) => post.id !== removing)}
      known={newest.current ?? Number.POSITIVE_INFINITY}
      chosen={asked === null ? null : { verb: 'remove', id: asked }}
      answered={stored.answered}
      onNoAnswer={() => draft.change({ target: undefined })}
      onChoose={choose}
      photos={photos}
      onRemove={remove}
      newFrom={line.newFrom}
      unread={line.unread}
      seeking={thread.seeking}
      onGoToNew={line.goTo}
      // After all that is here, what is being loaded comes first.
      gapBefore={gapBefore || (live.loading ? null : gapBefore)}
      onGap={thread.loadGap}
      hasOlder={hasOlder && first !== undefined}
      held={heldIn(stored.posts)}
      unsent={unsent}
      empty={live.loading ? t.loading : topic?.replies ? t.notHere : t.noComments}
      problem={problem()}
      problemAt={problemAt}
      form={form}
      onOlder={() => first && thread.showOlder(first.id)}
      {...ownPostVerbs(account, stored.posts, tell, writeAgain)}
    />
  );
}

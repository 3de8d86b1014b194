import { useEffect, useRef, useState } from 'preact/hooks';
import { route } from 'preact-router';
import { channelTitle } from '../../screens/name.ts';
import type { Chosen } from '../../screens/parts/written.tsx';
import { formFor, mayNow, maySpeakFor, standingOf, willWait } from '../../screens/rights.ts';
import { hrefOf } from '../../screens/route.ts';
import { Topic, type TopicProps } from '../../screens/topic.tsx';
import { whyNoForm } from '../../screens/why-no-form.ts';
import { comment } from '../actions/comment.ts';
import type { Trouble } from '../actions/device.ts';
import { loadBackTo, loadOlderComments } from '../actions/load-older.ts';
import { openTopic } from '../actions/open-topic.ts';
import { removePost } from '../actions/remove-post.ts';
import { resendPost } from '../actions/resend-post.ts';
import { discardPost, editPost } from '../actions/withdraw.ts';
import { readPost, readThread } from '../store/read/comments.ts';
import { commentPlace } from '../store/read/draft.ts';
import { readPosts } from '../store/read/outbox.ts';
import { readStop, type Stop } from '../store/read/unread.ts';
import { focusFirst } from './focus.ts';
import type { PageProps } from './page-props.ts';
import { useAsked } from './use-asked.ts';
import { useChannel } from './use-channel.ts';
import { useDraft } from './use-draft.ts';
import { useLive } from './use-live.ts';
import { useMarkRead } from './use-mark-read.ts';
import { useNewLine } from './use-new-line.ts';
import { useNow } from './use-now.ts';
import { usePhoto } from './use-photo.tsx';
import { useShownPhotos } from './use-shown-photos.ts';
import { useStored } from './use-stored.ts';
import { heldIn, orderOf, useUnsent } from './use-unsent.tsx';
import { goBack, whileHere } from './visits.ts';

/** Comments shown at first, and more each time that older ones are asked for. */
const STEP = 30;

export function TopicPage(props: PageProps & { readonly channel: string; readonly topic: string }) {
  const { t, device, account, connectivity, notice, channel, topic: id } = props;
  const { store, me, site } = account;
  const [limit, setLimit] = useState(STEP);
  const [asked, ask] = useAsked();
  /** Shown no more while the service is asked. */
  const [removing, setRemoving] = useState<string | null>(null);
  /** Whether the way to the first new comment is being fetched. */
  const [seeking, setSeeking] = useState(false);
  const [refused, setRefused] = useState<Trouble | null>(null);
  useEffect(() => store.hold(channel, id), []);
  const row = useChannel(store, channel);
  const draft = useDraft(account, commentPlace(channel, id));
  const { target } = draft;
  /** Where reading stopped when this screen was opened: what it shows counts as read from then on. */
  const stop = useRef<Stop | null | undefined>(undefined);
  const thread = useStored(
    store,
    ['items', 'meta', 'outbox', 'channels', 'readings'],
    async (reader) => {
      const [found, answered, posts, stopped] = await Promise.all([
        readThread(reader, channel, id, limit),
        target === undefined ? undefined : readPost(reader, channel, target),
        readPosts(reader, channel, id),
        stop.current ?? readStop(reader, channel, id),
      ]);
      if (found && stop.current === undefined) stop.current = stopped;
      return { found, answered, posts };
    },
    [limit, target],
  );
  const photo = usePhoto(t, account, draft);
  const photos = useShownPhotos(device, account, (row?.config.accessModel ?? 'open') === 'open');
  const unsent = useUnsent(t, account, thread?.posts ?? []);
  const live = useLive(connectivity, (report) => openTopic(account, channel, id, report));
  const now = useNow(store);
  const { topic = null, comments = [], moreHere = false, gapBefore = null } = thread?.found ?? {};
  const first = comments[0];
  const hasOlder = topic !== null && (moreHere || topic.replies > comments.length);
  const line = useNewLine(stop.current, me, topic, comments, hasOlder, showFrom);
  useMarkRead(account, channel, id, thread?.found);
  if (!thread) return null;

  function choose(next: Chosen | null) {
    if (next?.verb !== 'reply') return ask(next?.id ?? null);
    draft.change({ target: next.id });
    focusFirst('#comment');
  }
  async function loadGap() {
    const before = thread?.found?.gapBefore;
    setRefused(await loadOlderComments(account, channel, id, before || undefined));
  }
  async function showFrom(seq: number) {
    setSeeking(true);
    const found = await loadBackTo(account, { channel, topic: id, seq }, limit, STEP);
    setRefused(found.trouble);
    setLimit(found.shown);
    setSeeking(false);
  }
  async function remove(post: string) {
    ask(null);
    const leave = whileHere(goBack);
    setRemoving(post);
    const trouble = await removePost(account, channel, post);
    setRefused(trouble);
    setRemoving(null);
    if (trouble === null && post === id) leave();
  }
  async function edit(order: number) {
    const leave = whileHere(() => route(hrefOf({ screen: 'write-for', channel, topic: id })));
    const begin = whileHere(() => focusFirst('#comment'));
    const edited = await editPost(account, order);
    if ('trouble' in edited) return setRefused(edited.trouble);
    if (edited.post?.onBehalf) return leave();
    if (edited.post) draft.bring(edited.post);
    begin();
  }
  async function discard(order: number) {
    setRefused(await discardPost(account, order));
  }
  async function showOlder(first: string) {
    if (!thread?.found?.moreHere) {
      setRefused(await loadOlderComments(account, channel, id, first));
    }
    setLimit(limit + STEP);
  }
  function form(): TopicProps['form'] {
    if (me !== null && !row) return null;
    const may = formFor(row, 'comment', me, site.domain);
    // What was typed stays, though it cannot be sent any more.
    if (may !== 'post' && !draft.text) return may;
    const mayNot = may === 'post' ? null : whyNoForm(t, may);
    return {
      t,
      action: hrefOf({ screen: 'topic', channel, topic: id }),
      text: draft.text,
      follows: row !== undefined && standingOf(row, me) === 'stranger',
      waits: willWait(row, me, site.domain),
      problem: draft.trouble ? t.troubles[draft.trouble] : mayNot,
      photo,
      onInput: (text) => draft.change({ text }),
      onSend: () => {
        // One that was removed meanwhile cannot be answered any more.
        const answers = thread?.answered && target;
        draft.submit(({ text, photo }) =>
          comment(account, channel, id, { text, target: answers, photo }),
        );
      },
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
      chosen={asked === null ? null : { verb: 'remove', id: asked }}
      answered={thread.answered}
      onNoAnswer={() => draft.change({ target: undefined })}
      onChoose={choose}
      photos={photos}
      onRemove={remove}
      newFrom={line.newFrom}
      unread={line.unread}
      seeking={seeking}
      onGoToNew={line.goTo}
      // After all that is here, what is being loaded comes first.
      gapBefore={gapBefore || (live.loading ? null : gapBefore)}
      onGap={loadGap}
      hasOlder={hasOlder && first !== undefined}
      held={heldIn(thread.posts)}
      unsent={unsent}
      empty={live.loading ? t.loading : topic?.replies ? t.notHere : t.noComments}
      problem={problem()}
      form={form()}
      onOlder={() => first && showOlder(first.id)}
      onRetry={(order) => resendPost(account, order).then(setRefused)}
      onEdit={edit}
      onDiscard={discard}
      onEditHeld={(post) => edit(orderOf(thread.posts, post))}
      onDiscardHeld={(post) => discard(orderOf(thread.posts, post))}
    />
  );
}

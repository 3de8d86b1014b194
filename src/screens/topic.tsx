import { Fragment } from 'preact';
import { nameOf } from './name.ts';
import { CommentForm, type CommentFormProps } from './parts/comment-form.tsx';
import { Frame } from './parts/frame.tsx';
import { type Held, HeldPost, type HeldVerbs } from './parts/held-post.tsx';
import { JoinLinks } from './parts/join-links.tsx';
import { Problem } from './parts/labelled.tsx';
import type { PhotosShown } from './parts/photos.tsx';
import { LinkLine } from './parts/screen-link.tsx';
import { StepLink, type WayToMore } from './parts/step-link.tsx';
import { type Unsent, UnsentPost, type UnsentVerbs } from './parts/unsent-post.tsx';
import { type DrawAnswering, type Post, type PostVerbs, Written } from './parts/written.tsx';
import type { NoForm } from './rights.ts';
import { hrefOf, olderHref } from './route.ts';
import type { Text } from './text/en.ts';
import { unreadNumber } from './unread-number.ts';
import { whyNoForm } from './why-no-form.ts';

export interface TopicProps extends UnsentVerbs, HeldVerbs, PostVerbs {
  readonly t: Text;
  readonly notice: string | null;
  readonly domain: string;
  /** The server's time. */
  readonly now: number;
  readonly channel: string;
  /** Whose posts may be removed; `null` without an account. */
  readonly me: string | null;
  /** Whether others' posts may be. */
  readonly mayModerate: boolean;
  /** Whether the reader may write for who cannot. */
  readonly maySpeakFor: boolean;
  readonly channelTitle: string | undefined;
  /** Which photos are fetched. */
  readonly photos: PhotosShown;
  /** `null` until it is here. */
  readonly topic: Post | null;
  /** Oldest first. */
  readonly comments: readonly (Post & { readonly seq: number })[];
  /** Up to this number they are no news: who listens to the screen is told of the others alone. */
  readonly known?: number;
  /** Where reading stopped: the first comment that is new; `null` where there is no such place. */
  readonly newFrom: string | null;
  /** How many items were new when it was opened; 0 where there is no first one to go to. */
  readonly unread: number;
  /** Whether the first new one is being fetched. */
  readonly seeking: boolean;
  /** The comment before which others may be missing, '' after all; `null` where none are. */
  readonly gapBefore: string | null;
  readonly hasOlder: boolean;
  /** Own comments that nobody else sees. */
  readonly held: readonly Held[];
  readonly unsent: readonly Unsent[];
  /** What to say while there is no comment to show. */
  readonly empty: string;
  /** What went wrong, as a sentence. */
  readonly problem: string | null;
  /** At which way to more that is said. */
  readonly problemAt?: WayToMore | undefined;
  /** The comment that is being answered. */
  readonly answered: Post | undefined;
  readonly onNoAnswer: () => void;
  /** How verbs of comments are drawn without script. */
  readonly drawAnswering?: DrawAnswering;
  /** What may be written: nothing without an account, or where only some may. */
  readonly form: CommentFormProps | NoForm | null;
  /** Shows the first new comment. */
  readonly onGoToNew: () => void;
  /** Fetches what is missing in the gap. */
  readonly onGap: () => void;
  readonly onOlder: () => void;
}

/** One topic with its comments. */
export function Topic(props: TopicProps) {
  const { t, channel, topic, comments, known = 0, held, unsent, problem } = props;
  const route = { screen: 'topic', channel, topic: topic?.id ?? '' } as const;
  const here = hrefOf(route);
  const mayReply = props.form !== null && typeof props.form === 'object';
  // What was typed or chosen does not go with its topic.
  const isKept = problem !== null && mayReply && (props.form.text || props.form.photo.stage);
  const ofOthers = (screen: 'remove-post' | 'report-post', post: Post) =>
    props.me !== null && post.author !== props.me
      ? hrefOf({ screen, channel, item: post.id })
      : undefined;
  const written = (post: Post) => (
    <Written
      {...{
        t,
        here,
        post,
        channel,
        photos: props.photos,
        domain: props.domain,
        now: props.now,
        chosen: props.chosen,
      }}
      {...{ onChoose: props.onChoose, onRemove: props.onRemove }}
      answered={comments.find(({ id }) => id === post.target)}
      mayReply={mayReply && post !== topic}
      drawAnswering={props.drawAnswering}
      mayRemove={post.author === props.me}
      removeHref={props.mayModerate ? ofOthers('remove-post', post) : undefined}
      // Who moderates has no one to report to but the others who do.
      reportHref={props.mayModerate ? undefined : ofOthers('report-post', post)}
    />
  );
  const wrong = (at?: WayToMore) => (at === props.problemAt ? problem : null);
  const missing = (before: string) => (
    <StepLink
      href={before ? olderHref(route, before) : here}
      label={t.commentsMissing}
      problem={wrong('gap')}
      onStep={props.onGap}
    />
  );
  const heading = topic ? topic.title || nameOf(topic.author, props.domain, t) : t.topic;
  return (
    <Frame
      t={t}
      title={heading}
      place={props.channelTitle}
      up={hrefOf({ screen: 'channel', channel })}
      notice={props.notice}
    >
      <Problem problem={wrong()} />
      {topic && written(topic)}
      {props.unread > 0 && (
        <StepLink
          href="#new"
          label={props.seeking ? t.loading : t.goToNew(t.newItems(unreadNumber(props.unread)))}
          problem={wrong('new')}
          onStep={props.onGoToNew}
        />
      )}
      {props.hasOlder && (
        <StepLink
          href={olderHref(route, comments[0]?.id ?? '')}
          label={t.olderComments}
          problem={wrong('older')}
          onStep={props.onOlder}
        />
      )}
      <ul class="items" aria-live="polite">
        {comments.map((comment) => (
          <Fragment key={comment.id}>
            {comment.id === props.gapBefore && <li class="item">{missing(comment.id)}</li>}
            {comment.id === props.newFrom && (
              <li class="new-line" id="new" tabIndex={-1}>
                {t.newFromHere}
              </li>
            )}
            <li class="item" aria-live={comment.seq <= known ? 'off' : undefined}>
              {written(comment)}
            </li>
          </Fragment>
        ))}
        {props.gapBefore === '' && <li class="item">{missing('')}</li>}
        {held.map((post) => (
          <HeldPost
            key={post.id}
            {...{ t, post, here, form: `${here}#comment` }}
            onEditHeld={props.onEditHeld}
            onDiscardHeld={props.onDiscardHeld}
          />
        ))}
        {unsent.map((post) => (
          <UnsentPost
            key={`unsent ${post.order}`}
            t={t}
            post={post}
            onRetry={props.onRetry}
            onEdit={props.onEdit}
            onDiscard={props.onDiscard}
          />
        ))}
      </ul>
      {comments.length + held.length + unsent.length === 0 && !problem && (
        <p class="empty">{props.empty}</p>
      )}
      {(topic ? comments.length > 0 || props.empty !== t.loading : isKept) && <Footer {...props} />}
    </Frame>
  );
}

function Footer(props: TopicProps) {
  const { t, form, answered, domain, onNoAnswer, channel, topic } = props;
  if (form === null) return null;
  if (form === 'join') return <JoinLinks t={t} why={t.joinToComment} />;
  if (typeof form === 'string') return <p class="hint">{whyNoForm(t, form)}</p>;
  const answers = answered && { id: answered.id, name: nameOf(answered.author, domain, t) };
  return (
    <>
      <CommentForm {...form} answers={answers} onNoAnswer={onNoAnswer} />
      {props.maySpeakFor && (
        <LinkLine to={{ screen: 'write-for', channel, topic: topic?.id }} label={t.writeFor} />
      )}
    </>
  );
}

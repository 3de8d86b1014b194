import { ago } from './ago.ts';
import { firstLine } from './first-line.ts';
import { writerOf } from './name.ts';
import { Badge } from './parts/badge.tsx';
import { digitKey } from './parts/digit-key.ts';
import { Face } from './parts/face.tsx';
import { Frame } from './parts/frame.tsx';
import { type Held, HeldPost, type HeldVerbs } from './parts/held-post.tsx';
import { JoinLinks } from './parts/join-links.tsx';
import { Problem } from './parts/labelled.tsx';
import { RichText } from './parts/rich-text.tsx';
import { ButtonLink, LinkLine } from './parts/screen-link.tsx';
import { SeeMore } from './parts/see-more.tsx';
import { StepLink, type WayToMore } from './parts/step-link.tsx';
import { type Unsent, UnsentPost, type UnsentVerbs } from './parts/unsent-post.tsx';
import { VerbButton } from './parts/verb.tsx';
import { hrefOf, olderHref } from './route.ts';
import type { Text } from './text/en.ts';

export interface TopicRow {
  readonly id: string;
  /** Where it stands in the list. */
  readonly activity: number;
  readonly title: string;
  readonly text: string;
  readonly author: string;
  /** Which picture its author shows. */
  readonly avatar?: number;
  readonly published: string;
  readonly replies: number;
  /** For whom an official wrote it. */
  readonly onBehalf?: string;
  /** How many of its items are new, itself with them. */
  readonly unread: number;
}

/** How the reader stands to the channel. */
export type Standing = 'reader' | 'stranger' | 'asked' | 'follower';

export interface ChannelProps extends UnsentVerbs, HeldVerbs {
  readonly t: Text;
  readonly notice: string | null;
  readonly domain: string;
  /** The server's time. */
  readonly now: number;
  readonly channel: string;
  readonly title: string;
  readonly description: string;
  /** The place that it belongs to, where it does. */
  readonly place?: { readonly id: string; readonly name: string } | undefined;
  /** What its moderators want everybody to know; empty where there is nothing. */
  readonly pinned: string;
  /** `null` until it is known. */
  readonly standing: Standing | null;
  readonly mayPost: boolean;
  /** Whether they may comment, on what others began. */
  readonly mayComment: boolean;
  /** Whether nobody may write any more. */
  readonly closed: boolean;
  /** Whether the reader sets how it is, and who is what in it. */
  readonly mayConfigure: boolean;
  readonly mayModerate: boolean;
  /** Whether the reader may write for who cannot. */
  readonly maySpeakFor: boolean;
  readonly topics: readonly TopicRow[];
  /** How many items of the channel are new. */
  readonly unread: number;
  /** Own topics that nobody else sees. */
  readonly held: readonly Held[];
  readonly unsent: readonly Unsent[];
  /** What to say while there is no topic to show. */
  readonly empty: string;
  /** The topic before which others may be missing; `null` where none are. */
  readonly gapBefore: string | null;
  readonly hasOlder: boolean;
  /** What went wrong, as a sentence. */
  readonly problem: string | null;
  /** At which way to more that is said. */
  readonly problemAt?: WayToMore | undefined;
  /** Fetches what is missing in the gap. */
  readonly onGap: () => void;
  readonly onOlder: () => void;
  readonly onMarkAllRead: () => void;
  readonly onFollow: () => void;
  readonly onUnfollow: () => void;
}

/** One channel: what it is, and its topics, newest activity first. */
export function Channel(props: ChannelProps) {
  const { t, channel, title, description, topics, held, unsent, problem } = props;
  const here = hrefOf({ screen: 'channel', channel });
  const form = hrefOf({ screen: 'new-topic', channel });
  const olderThan = (topic?: TopicRow) =>
    olderHref({ screen: 'channel', channel }, topic?.id ?? '', topic?.activity);
  const wrong = (at?: WayToMore) => (at === props.problemAt ? problem : null);
  // What stands below a list that is still to come would jump.
  const isRead = topics.length > 0 || props.empty !== t.loading;
  return (
    <Frame t={t} title={title} up={hrefOf({ screen: 'channels' })} notice={props.notice}>
      {props.pinned !== '' && (
        <section class="pinned" aria-label={t.pinned}>
          <b>{t.pinned}</b>
          <p class="text">
            <RichText text={props.pinned} />
          </p>
        </section>
      )}
      {props.place && (
        <p class="lead hint">
          <a href={hrefOf({ screen: 'place', place: props.place.id })}>{props.place.name}</a>
        </p>
      )}
      {description !== '' && (
        <div class="lead">
          <SeeMore t={t} text={description} />
        </div>
      )}
      <Problem problem={wrong()} />
      <Actions {...props} />
      {held.length + unsent.length > 0 && (
        <ul class="items">
          {held.map((post) => (
            <HeldPost
              key={post.id}
              {...{ t, post, here, form }}
              onEditHeld={props.onEditHeld}
              onDiscardHeld={props.onDiscardHeld}
            />
          ))}
          {unsent.map((post) => (
            <UnsentPost
              key={post.order}
              t={t}
              post={post}
              onRetry={props.onRetry}
              onEdit={props.onEdit}
              onDiscard={props.onDiscard}
            />
          ))}
        </ul>
      )}
      <ul class="rows">
        {topics.map((topic, index) => (
          <li key={topic.id}>
            {topic.id === props.gapBefore && (
              <StepLink
                href={olderThan(topics[index - 1])}
                label={t.topicsMissing}
                problem={wrong('gap')}
                onStep={props.onGap}
              />
            )}
            <a
              class="row"
              href={hrefOf({ screen: 'topic', channel, topic: topic.id })}
              {...digitKey(index)}
            >
              <Face jid={topic.author} avatar={topic.avatar} />
              <span class="row-title">{topic.title || firstLine(topic.text) || t.hiddenPost}</span>{' '}
              <Badge t={t} unread={topic.unread} />{' '}
              <span class="row-note">
                {writerOf(topic, props.domain, t)} · {ago(t, topic.published, props.now)} ·{' '}
                {t.comments(topic.replies)}
              </span>
            </a>
          </li>
        ))}
      </ul>
      {topics.length === 0 && !problem && <p class="empty">{props.empty}</p>}
      {topics.length > 0 && props.hasOlder && (
        <StepLink
          href={olderThan(topics[topics.length - 1])}
          label={t.olderTopics}
          problem={wrong('older')}
          onStep={props.onOlder}
        />
      )}
      {props.standing === 'reader' && isRead && <JoinLinks t={t} why={t.joinToWrite} />}
      {isRead && !problem && (
        <LinkLine to={{ screen: 'channel-log', channel }} label={t.channelLog} />
      )}
    </Frame>
  );
}

function Actions(props: ChannelProps) {
  const { t, channel, standing, mayPost } = props;
  if (standing === null || standing === 'reader') return null;
  const here = hrefOf({ screen: 'channel', channel });
  return (
    <>
      {standing === 'asked' && <p class="lead hint">{t.requested}</p>}
      {!mayPost && standing === 'follower' && (
        <p class="lead hint">
          {props.closed ? t.channelClosed : props.mayComment ? t.commentsOnly : t.readOnly}
        </p>
      )}
      <div class="actions">
        {mayPost && <ButtonLink to={{ screen: 'new-topic', channel }} label={t.newTopic} />}
        {standing === 'stranger' ? (
          <VerbButton verb="follow" action={here} label={t.follow} onSubmit={props.onFollow} />
        ) : (
          <VerbButton
            verb="unfollow"
            action={here}
            label={t.unfollow}
            onSubmit={props.onUnfollow}
          />
        )}
        {props.mayModerate && <ButtonLink to={{ screen: 'people', channel }} label={t.people} />}
        {props.maySpeakFor && (
          <ButtonLink to={{ screen: 'write-for', channel }} label={t.writeFor} />
        )}
        {props.mayConfigure && (
          <ButtonLink to={{ screen: 'channel-settings', channel }} label={t.settings} />
        )}
        {/* Last: it goes when it is pressed, and a second press must not unfollow. */}
        {props.unread > 0 && (
          <VerbButton
            verb="mark-read"
            action={here}
            label={t.markAllRead}
            onSubmit={props.onMarkAllRead}
          />
        )}
      </div>
    </>
  );
}

import { firstLine } from './first-line.ts';
import { ChannelRows, type ListedChannel } from './parts/channel-rows.tsx';
import { FindForm, type FindFormProps } from './parts/find-form.tsx';
import { Frame } from './parts/frame.tsx';
import { Problem } from './parts/labelled.tsx';
import { LanguageLinks } from './parts/language-links.tsx';
import { LinkLine } from './parts/screen-link.tsx';
import { StepLink } from './parts/step-link.tsx';
import { VerbButton } from './parts/verb.tsx';
import { Welcome } from './parts/welcome.tsx';
import { hrefOf, olderHref } from './route.ts';
import type { Text } from './text/en.ts';

/** How many rows are drawn at first, and more each time: what a slow phone draws at once. */
export const CHANNELS_PAGE = 30;

/** So few fit the eye: a field to find one would only be in the way. */
export const FEW_CHANNELS = 8;

export interface ChannelsProps {
  readonly t: Text;
  /** What another app handed over, for a topic in one of them. */
  readonly shared?: string | undefined;
  readonly notice: string | null;
  readonly signedIn: boolean;
  /** How many acts of moderators the person has not been told of. */
  readonly notices?: number | undefined;
  /** How many things wait for the person as a moderator. */
  readonly toDo?: number | undefined;
  /** Whether the person has yet to accept the rules. */
  readonly toAccept?: boolean | undefined;
  /** How many of the person's reports have an answer that they have not seen. */
  readonly answered?: number | undefined;
  /** How many reports wait for their answer. */
  readonly desk?: number | undefined;
  /** The server's time. */
  readonly now: number;
  /** Those to show: followed ones first. */
  readonly channels: readonly ListedChannel[];
  readonly hasMore: boolean;
  /** Where one looks for a channel; `null` where they are few. */
  readonly find: Omit<FindFormProps, 't'> | null;
  /** What to say while there is no channel to show. */
  readonly empty: string;
  /** Why not all could be marked as read, as a sentence. */
  readonly problem?: string | null;
  readonly onLanguages: () => void;
  readonly onMore: () => void;
  readonly onMarkAllRead: () => void;
}

/** The list of channels: those that one follows first. */
export function Channels(props: ChannelsProps) {
  const { t, now, channels, signedIn, find, shared } = props;
  const followed = channels.filter((row) => row.followed);
  const open = channels.filter((row) => !row.followed);
  return (
    <Frame
      t={t}
      title={shared ? t.share : t.channels}
      up={shared && hrefOf({ screen: 'channels' })}
      notice={props.notice}
    >
      {shared && <p class="lead text">{`${firstLine(shared)}\n${t.shareWhere}`}</p>}
      {!shared && <News {...props} />}
      {!signedIn && <Welcome t={t} onLanguages={props.onLanguages} />}
      {find && <FindForm t={t} {...find} />}
      {!shared && <LinkLine to={{ screen: 'places' }} label={t.places} />}
      {followed.length > 0 && <h2>{t.followedChannels}</h2>}
      <ChannelRows t={t} now={now} channels={followed} shared={shared} />
      <Problem problem={props.problem} />
      {!shared && followed.some((row) => row.unread > 0) && (
        <VerbButton
          verb="mark-read"
          action={hrefOf({ screen: 'channels' })}
          label={t.markAllRead}
          wide
          onSubmit={props.onMarkAllRead}
        />
      )}
      {followed.length > 0 && open.length > 0 && <h2>{t.openChannels}</h2>}
      <ChannelRows t={t} now={now} channels={open} above={followed.length} shared={shared} />
      {channels.length === 0 && (
        <p class="empty" role="status">
          {props.empty}
        </p>
      )}
      {props.hasMore && (
        <StepLink
          href={olderHref({ screen: 'channels' }, channels[channels.length - 1]?.channel ?? '')}
          label={t.moreChannels}
          onStep={props.onMore}
        />
      )}
      {signedIn && channels.length > 0 && (
        <LinkLine to={{ screen: 'search', words: '' }} label={t.searchPosts} />
      )}
      {!shared && <LinkLine to={{ screen: 'emergency' }} label={t.emergency} />}
      {!signedIn && <LanguageLinks t={t} />}
    </Frame>
  );
}

/** What waits for the person, each as a way there. */
function News({ t, toDo, notices, toAccept, answered, desk }: ChannelsProps) {
  const news = [
    ['todo', t.toDo, toDo],
    ['notices', t.notices, notices],
    ['rules', t.rulesToAccept, toAccept],
    ['incidents', t.answeredReports, answered],
    ['desk', t.desk, desk],
  ] as const;
  return (
    <>
      {news.map(
        ([screen, label, count]) =>
          !!count && (
            <p class="aside" key={screen}>
              <a href={hrefOf({ screen })}>{label}</a>
              {count !== true && ` (${count})`}
            </p>
          ),
      )}
    </>
  );
}

import { Frame } from './parts/frame.tsx';
import { JoinLinks } from './parts/join-links.tsx';
import { LanguageLinks } from './parts/language-links.tsx';
import { hrefOf } from './route.ts';
import type { Text } from './text/en.ts';

export interface ListedChannel {
  readonly channel: string;
  readonly title: string;
  readonly description: string;
  readonly followed: boolean;
  readonly unread: number;
}

export interface ChannelsProps {
  readonly t: Text;
  readonly notice: string | null;
  readonly signedIn: boolean;
  readonly channels: readonly ListedChannel[];
  /** What to say while there is no channel to show. */
  readonly empty: string;
}

/** The list of channels: those that one follows first. */
export function Channels({ t, notice, signedIn, channels, empty }: ChannelsProps) {
  const followed = channels.filter((row) => row.followed);
  const open = channels.filter((row) => !row.followed);
  return (
    <Frame t={t} title={t.channels} notice={notice}>
      {!signedIn && <LanguageLinks t={t} />}
      {!signedIn && <JoinLinks t={t} why={t.welcome} />}
      {followed.length > 0 && <h2>{t.followedChannels}</h2>}
      <Rows t={t} channels={followed} />
      {followed.length > 0 && open.length > 0 && <h2>{t.openChannels}</h2>}
      <Rows t={t} channels={open} />
      {channels.length === 0 && <p class="empty">{empty}</p>}
    </Frame>
  );
}

function Rows({ t, channels }: Pick<ChannelsProps, 't' | 'channels'>) {
  if (channels.length === 0) return null;
  return (
    <ul class="rows">
      {channels.map(({ channel, title, description, unread }) => (
        <li key={channel}>
          <a class="row" href={hrefOf({ screen: 'channel', channel })}>
            <span class="row-title">{title}</span>{' '}
            {unread > 0 && <span class="badge">{t.newItems(unread)}</span>}
            {description !== '' && <span class="row-note">{description}</span>}
          </a>
        </li>
      ))}
    </ul>
  );
}

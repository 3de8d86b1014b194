import { ago } from '../ago.ts';
import { hrefOf } from '../route.ts';
import type { Text } from '../text/en.ts';
import { Badge } from './badge.tsx';
import { digitKey } from './digit-key.ts';
import { Face } from './face.tsx';

export interface ListedChannel {
  readonly channel: string;
  readonly title: string;
  readonly description: string;
  readonly followed: boolean;
  readonly unread: number;
  /** The name of its place; absent where it belongs to none, or all that are listed do. */
  readonly place?: string | undefined;
  /** When something was last posted, ISO 8601; empty where nobody knows. */
  readonly updated: string;
  /** Which picture it shows; absent where there is no place for one. */
  readonly avatar?: number | undefined;
}

interface Props {
  readonly t: Text;
  /** The server's time. */
  readonly now: number;
  readonly channels: readonly ListedChannel[];
  /** How many rows stand above these. */
  readonly above?: number;
  /** What is to be written there. */
  readonly shared?: string | undefined;
}

/** Channels as rows of a list. */
export function ChannelRows({ t, now, channels, above = 0, shared }: Props) {
  if (channels.length === 0) return null;
  return (
    <ul class="rows">
      {channels.map(({ channel, title, description, unread, place, updated, avatar }, index) => (
        <li key={channel}>
          <a
            class="row"
            href={
              shared
                ? hrefOf({ screen: 'new-topic', channel, text: shared })
                : hrefOf({ screen: 'channel', channel })
            }
            {...digitKey(above + index)}
          >
            {avatar !== undefined && <Face jid={channel} avatar={avatar} />}
            <span class="row-title">{title}</span> <Badge t={t} unread={unread} />{' '}
            {description !== '' && <span class="row-note short">{description}</span>}{' '}
            <span class="row-note">
              {place}
              {place && updated !== '' && ' · '}
              {updated !== '' && t.active(ago(t, updated, now))}
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}

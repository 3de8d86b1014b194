import { Message } from '../../../screens/message.tsx';
import { channelTitle } from '../../../screens/name.ts';
import { Frame } from '../../../screens/parts/frame.tsx';
import { JoinLinks } from '../../../screens/parts/join-links.tsx';
import { ButtonLink } from '../../../screens/parts/screen-link.tsx';
import { hrefOf, type Route } from '../../../screens/route.ts';
import type { Drawn } from '../drawn.ts';
import type { Visitor } from '../visitor.ts';

/** A page that has only a sentence to say; `next`: where one goes on, where that is not the list of channels. */
export function drawMessage(
  { t, notice }: Pick<Visitor, 't' | 'notice'>,
  status: Drawn['status'],
  message: string,
  next?: { readonly to: Route; readonly label: string },
): Drawn {
  const body = next ? (
    <Frame t={t} title={t.app} up={hrefOf(next.to)} notice={notice}>
      <p class="lead">{message}</p>
      <p class="actions">
        <ButtonLink {...next} />
      </p>
    </Frame>
  ) : (
    <Message t={t} notice={notice} message={message} />
  );
  return { status, title: message, body, says: message };
}

/** In place of what is not in a channel (any more): leads to that. */
export function drawNotIn(visitor: Visitor, channel: string, message: string, title = ''): Drawn {
  const next = { to: { screen: 'channel', channel }, label: channelTitle(channel, title) } as const;
  return drawMessage(visitor, 404, message, next);
}

/** In place of a channel that is not for everybody: who is nobody yet may be one of those whom it is for. */
export function drawClosed(visitor: Visitor): Drawn {
  const { t, notice, me } = visitor;
  const says = t.closedChannel;
  if (me !== null) return drawMessage(visitor, 403, says);
  const body = (
    <Frame t={t} title={t.app} up={hrefOf({ screen: 'channels' })} notice={notice}>
      <JoinLinks t={t} why={says} />
    </Frame>
  );
  return { status: 403, title: says, body, says };
}

/** In place of a channel that somebody is banned from: leads to where it stands why, and for how long. */
export function drawBanned(visitor: Visitor, channel: string): Drawn {
  const { t } = visitor;
  const next = { to: { screen: 'notices' }, label: t.notices } as const;
  return drawMessage(visitor, 403, t.rare.bannedIn(channelTitle(channel, '')), next);
}

/** In place of a screen that somebody has to be signed in for: says so, and leads to where one is. */
export function drawForReader(
  { t, notice }: Pick<Visitor, 't' | 'notice'>,
  title: string,
  status: Drawn['status'] = 403,
): Drawn {
  const message = t.readingOnly;
  return { status, title, body: <Message {...{ t, notice, title, message }} />, says: message };
}

/** In place of a screen that is for others, and whom; who is nobody yet is asked who they are. */
export function drawNotTheirs(visitor: Visitor, title: string, sentence: string): Drawn {
  const { t, notice, me } = visitor;
  if (me === null) return drawForReader(visitor, title);
  const body = <Message {...{ t, notice, title }} message={sentence} />;
  return { status: 403, title, body, says: sentence };
}

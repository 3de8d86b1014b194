import { avatarOf, lineOf, placeIn } from '../../../protocol/config-vars.ts';
import { CHANNELS_PAGE, Channels, FEW_CHANNELS } from '../../../screens/channels.tsx';
import { channelTitle } from '../../../screens/name.ts';
import type { Drawn } from '../drawn.ts';
import { type KnownChannel, readChannels, readOwnOffice } from '../read/channels.ts';
import type { Visitor } from '../visitor.ts';
import { nothing } from './nothing.ts';

/**
 * The list of channels; those that come after the channel `before` where that is given. With a text
 * that another app handed over, each leads to where that can be posted.
 */
export async function drawChannels(
  visitor: Visitor,
  before?: string,
  shared?: string,
): Promise<Drawn> {
  const { t, me } = visitor;
  const all = await readChannels(visitor);
  const { notices, toDo, answered, desk, rulesDue } = await readOwnOffice(visitor);
  const from = all.findIndex((row) => row.channel === before) + 1;
  const rows = all.slice(from, from + CHANNELS_PAGE);
  const isMany = all.length > FEW_CHANNELS;
  const counted = all.flatMap(({ reading }) => (reading ? [reading.upTo] : []));
  return {
    status: 200,
    title: shared ? t.share : t.app,
    description: t.welcome,
    shows: all.map((row) => row.channel),
    ...(before === undefined && !shared ? { canonical: '/' } : {}),
    ...(before === undefined ? { takesOver: true } : {}),
    ...(counted.length > 0 ? { carried: { upTo: String(Math.max(...counted)) } } : {}),
    body: (
      <Channels
        t={t}
        shared={shared}
        notice={visitor.notice}
        signedIn={me !== null}
        notices={notices}
        toDo={toDo}
        answered={answered}
        desk={desk}
        toAccept={rulesDue}
        now={visitor.now}
        channels={rows.map((row) => listed(visitor, row))}
        hasMore={from + rows.length < all.length}
        find={isMany ? { typed: '', onType: nothing, onFind: nothing } : null}
        empty={t.noChannels}
        onLanguages={nothing}
        onMore={nothing}
        onMarkAllRead={nothing}
      />
    ),
  };
}

/** A channel as lists show it. */
export function listed({ t, me }: Visitor, known: KnownChannel) {
  const { channel, config, membership, reading } = known;
  return {
    channel,
    title: channelTitle(channel, config.title),
    description: lineOf(config) || (channel === me ? t.ownChannel : ''),
    followed: membership.subscription === 'subscribed',
    unread: reading?.unread ?? 0,
    place: placeIn(config.vars)?.name,
    updated: config.updated,
    avatar: avatarOf(config.vars) || undefined,
  };
}

import { Channels } from '../../../screens/channels.tsx';
import { channelTitle } from '../../../screens/name.ts';
import type { Drawn } from '../drawn.ts';
import { readChannels } from '../read/channels.ts';
import type { Visitor } from '../visitor.ts';

/** The list of channels. */
export async function drawChannels(visitor: Visitor): Promise<Drawn> {
  const { t, me } = visitor;
  const rows = await readChannels(visitor);
  return {
    status: 200,
    title: t.app,
    description: t.welcome,
    canonical: '/',
    shows: rows.map((row) => row.channel),
    takesOver: true,
    body: (
      <Channels
        t={t}
        notice={visitor.notice}
        signedIn={me !== null}
        empty={t.noChannels}
        channels={rows.map(({ channel, config, membership }) => ({
          channel,
          title: channelTitle(channel, config.title),
          description: config.description || (channel === me ? t.ownChannel : ''),
          followed: membership.subscription === 'subscribed',
          unread: 0,
        }))}
      />
    ),
  };
}

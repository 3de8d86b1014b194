import {
  type ChannelSettings,
  NEW_CHANNEL,
  settingsOf,
} from '../../../protocol/channel-settings.ts';
import { avatarOf, placeIn } from '../../../protocol/config-vars.ts';
import { isClosed } from '../../../protocol/permissions.ts';
import { channelTitle } from '../../../screens/name.ts';
import { ChannelSettings as SettingsScreen } from '../../../screens/office/channel-settings.tsx';
import { DeleteChannel } from '../../../screens/office/delete-channel.tsx';
import { NewChannel } from '../../../screens/office/new-channel.tsx';
import { avatarField } from '../../../screens/parts/picture-form.tsx';
import { mayNow } from '../../../screens/rights.ts';
import type { Drawn } from '../drawn.ts';
import { readChannel } from '../read/channel.ts';
import { type KnownChannel, readOwnOffice } from '../read/channels.ts';
import type { Visitor } from '../visitor.ts';
import { drawNotTheirs } from './message.tsx';
import { noPicking, nothing, type PictureSaid } from './nothing.ts';
import { askPlace } from './places.tsx';
import { outcomeOf, type RefusedForm } from './refused-form.ts';

/** Where a channel is made. */
export async function drawNewChannel(
  visitor: Visitor,
  place = '',
  refused?: RefusedForm<ChannelSettings>,
): Promise<Drawn> {
  const { t, notice } = visitor;
  const { mayCreate } = await readOwnOffice(visitor);
  if (!mayCreate && !refused) return drawNotTheirs(visitor, t.createChannel, t.office.notAdmin);
  const placeName = place && ((await askPlace(visitor, place)).place?.name ?? '');
  return {
    status: refused?.problem ? 409 : 200,
    title: t.createChannel,
    body: (
      <NewChannel
        t={t}
        o={t.office}
        notice={notice}
        place={place}
        placeName={placeName}
        settings={refused?.fields ?? NEW_CHANNEL}
        busy={false}
        outcome={outcomeOf(refused?.problem)}
        onChange={nothing}
        onSubmit={nothing}
      />
    ),
  };
}

/** What its owner chose of a channel; `saved` says that it has just been changed, `refused` what was not. */
export async function drawChannelSettings(
  visitor: Visitor,
  channel: string,
  saved: boolean,
  refused?: RefusedForm<Partial<ChannelSettings>>,
  picture: PictureSaid = {},
): Promise<Drawn> {
  const { t, notice } = visitor;
  const known = await readChannel(visitor, channel);
  if (!isOwner(visitor, known)) return drawNotTheirs(visitor, t.settings, t.office.notYours);
  const { config } = known;
  const settings = settingsOf(config);
  return {
    status: refused?.problem || picture.problem ? 409 : 200,
    title: t.settings,
    of: channelTitle(channel, config.title),
    body: (
      <SettingsScreen
        t={t}
        o={t.office}
        notice={notice}
        channel={channel}
        channelTitle={channelTitle(channel, config.title)}
        place={placeIn(config.vars)}
        avatar={avatarOf(config.vars)}
        picture={{ ...noPicking, asked: picture.asked ?? null }}
        beside={
          <>
            {avatarField(t, picture.problem)}
            <input type="hidden" name="was" value={JSON.stringify(settings)} />
          </>
        }
        closed={isClosed(config)}
        isPersonal={config.type === 'personal'}
        settings={{ ...settings, ...refused?.fields }}
        busy={false}
        outcome={outcomeOf(refused?.problem, saved ? t.saved : null)}
        onChange={nothing}
        onSubmit={nothing}
        onClose={nothing}
      />
    ),
  };
}

/** Asks before a channel is deleted. */
export async function drawDeleteChannel(
  visitor: Visitor,
  channel: string,
  refused?: RefusedForm<{ readonly reason: string }>,
): Promise<Drawn> {
  const { t, notice } = visitor;
  const known = await readChannel(visitor, channel);
  const title = t.office.deleteChannel;
  if (!isOwner(visitor, known)) return drawNotTheirs(visitor, title, t.office.notYours);
  return {
    status: refused?.problem ? 409 : 200,
    title,
    of: channelTitle(channel, known.config.title),
    body: (
      <DeleteChannel
        t={t}
        o={t.office}
        notice={notice}
        channel={channel}
        channelTitle={channelTitle(channel, known.config.title)}
        reason={refused?.fields.reason ?? ''}
        busy={false}
        outcome={outcomeOf(refused?.problem)}
        onReason={nothing}
        onDelete={nothing}
      />
    ),
  };
}

function isOwner({ me, domain }: Visitor, known: KnownChannel): boolean {
  return me !== null && mayNow(known, 'configure', me, domain);
}

import { placeModeratorsRequest, readPlaceModerators } from '../../../protocol/place-moderators.ts';
import { channelTitle } from '../../../screens/name.ts';
import { ChannelPlace } from '../../../screens/office/channel-place.tsx';
import { PlaceModerators } from '../../../screens/office/place-moderators.tsx';
import { mayNow } from '../../../screens/rights.ts';
import type { Drawn } from '../drawn.ts';
import { readChannel } from '../read/channel.ts';
import { troubleOf, type Visitor } from '../visitor.ts';
import { drawNotTheirs } from './message.tsx';
import { nothing } from './nothing.ts';
import { askPlace } from './places.tsx';
import { outcomeOf, type RefusedForm } from './refused-form.ts';

/** Who may create channels for a place, for administrators; `saved` says that it has just been changed. */
export async function drawPlaceModerators(
  visitor: Visitor,
  place: string,
  saved = false,
  refused?: RefusedForm<{ readonly username: string }>,
  asked: string | null = null,
): Promise<Drawn> {
  const { t, notice, domain } = visitor;
  const title = t.placeModerators;
  const list = await visitor.ask('get', placeModeratorsRequest(place)).catch((error: unknown) => {
    if (troubleOf(error) === 'forbidden') return null;
    throw error;
  });
  if (!list) return drawNotTheirs(visitor, title, t.office.notAdmin);
  const info = await askPlace(visitor, place);
  return {
    status: refused?.problem ? 409 : 200,
    title,
    body: (
      <PlaceModerators
        t={t}
        o={t.office}
        notice={notice}
        domain={domain}
        place={place}
        placeName={info.place?.name ?? ''}
        people={readPlaceModerators(list)}
        empty={t.office.nobodyAppointed}
        typed={refused?.fields.username ?? ''}
        busy={false}
        outcome={outcomeOf(refused?.problem, saved ? t.saved : null)}
        onType={nothing}
        onAppoint={nothing}
        asked={asked}
        onAsk={nothing}
        onDismiss={nothing}
      />
    ),
  };
}

/** Where an owner says which place a channel belongs to; `at` is the one that is looked at. */
export async function drawChannelPlace(
  visitor: Visitor,
  channel: string,
  at: string,
  problem?: string | null,
): Promise<Drawn> {
  const { t, notice, me, domain } = visitor;
  const known = await readChannel(visitor, channel);
  const title = t.office.place;
  if (me === null || !mayNow(known, 'configure', me, domain)) {
    return drawNotTheirs(visitor, title, t.office.notYours);
  }
  return {
    status: problem ? 409 : 200,
    title,
    of: channelTitle(channel, known.config.title),
    body: (
      <ChannelPlace
        t={t}
        o={t.office}
        notice={notice}
        channel={channel}
        channelTitle={channelTitle(channel, known.config.title)}
        info={await askPlace(visitor, at)}
        busy={false}
        outcome={outcomeOf(problem)}
        onPut={nothing}
      />
    ),
  };
}

import type { PlaceBelow, PlaceInfo } from '../protocol/place.ts';
import { ChannelRows, type ListedChannel } from './parts/channel-rows.tsx';
import { FindForm, type FindFormProps } from './parts/find-form.tsx';
import { Frame } from './parts/frame.tsx';
import { Row } from './parts/row.tsx';
import { ButtonLink, LinkLine } from './parts/screen-link.tsx';
import { hrefOf } from './route.ts';
import type { Text } from './text/en.ts';

/** The address of all places together. */
export const ALL_PLACES = 'all';

export interface PlaceProps {
  readonly t: Text;
  readonly notice: string | null;
  /** The server's time. */
  readonly now: number;
  readonly info: Omit<PlaceInfo, 'channels'>;
  /** Its own channels, and those of the places above it. */
  readonly own: readonly ListedChannel[];
  readonly around: readonly ListedChannel[];
  /** What was looked for among all places; empty where nothing was. */
  readonly words: string;
  readonly find: Omit<FindFormProps, 't'>;
}

/** One place: its channels, those of the places that it lies in, and what lies in it. */
export function Place({ t, notice, now, info, own, around, words, find }: PlaceProps) {
  const { place, above, below } = info;
  const isMixed = below.some(({ kind }) => kind !== below[0]?.kind);
  return (
    <Frame t={t} title={place?.name ?? t.places} up={upFrom(info)} notice={notice}>
      {place && (
        <p class="lead hint">
          {t.placeKinds[place.kind]}
          {above.map((one) => (
            <span key={one.id}>
              {' · '}
              <a href={hrefOf({ screen: 'place', place: one.id })}>{one.name}</a>
            </span>
          ))}
        </p>
      )}
      {!place && (
        <FindForm
          t={t}
          label={t.findPlace}
          action={hrefOf({ screen: 'place', place: ALL_PLACES })}
          {...find}
        />
      )}
      {words !== '' && below.length === 0 && (
        <p class="empty" role="status">
          {t.nothingFound}
        </p>
      )}
      <ChannelRows t={t} now={now} channels={own} />
      {place && own.length === 0 && <p class="empty">{t.noPlaceChannels}</p>}
      {info.mayCreate && place && (
        <p class="actions">
          <ButtonLink to={{ screen: 'new-channel', place: place.id }} label={t.createChannel} />
        </p>
      )}
      {around.length > 0 && <h2>{t.channelsAround}</h2>}
      <ChannelRows t={t} now={now} channels={around} above={own.length} />
      {info.more && place && (
        <LinkLine to={{ screen: 'search', words: '' }} label={t.moreChannels} />
      )}
      {place && below.length > 0 && <h2>{t.placesBelow}</h2>}
      <ul class="rows">
        {below.map((one) => (
          <PlaceRow key={one.id} t={t} place={one} isMixed={isMixed} />
        ))}
      </ul>
      <LinkLine
        to={place ? { screen: 'place-emergency', place: place.id } : { screen: 'emergency' }}
        label={t.emergency}
      />
      {(place || words !== '') && (
        <LinkLine to={{ screen: 'place', place: ALL_PLACES }} label={t.allPlaces} />
      )}
      {info.mayAppoint && place && (
        <LinkLine to={{ screen: 'place-moderators', place: place.id }} label={t.placeModerators} />
      )}
    </Frame>
  );
}

/** The place that one lies in; from the largest all places, from there the channels. */
function upFrom({ place, above }: Pick<PlaceInfo, 'place' | 'above'>): string {
  if (!place) return hrefOf({ screen: 'channels' });
  return hrefOf({ screen: 'place', place: above[0]?.id ?? ALL_PLACES });
}

interface PlaceRowProps {
  readonly t: Text;
  readonly place: PlaceBelow;
  /** Whether the rows are places of several kinds. */
  readonly isMixed: boolean;
}

function PlaceRow({ t, place, isMixed }: PlaceRowProps) {
  const { id, name, kind, channels } = place;
  const count = channels > 0 && `${t.channels}: ${channels}`;
  const notes = [(isMixed || place.within) && t.placeKinds[kind], place.within, count];
  return (
    <Row
      to={{ screen: 'place', place: id }}
      label={name}
      note={notes.filter(Boolean).join(' · ')}
    />
  );
}

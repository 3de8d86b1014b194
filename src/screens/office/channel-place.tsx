import type { PlaceInfo } from '../../protocol/place.ts';
import { Frame } from '../parts/frame.tsx';
import { Row } from '../parts/row.tsx';
import { VerbButton } from '../parts/verb.tsx';
import { hrefOf } from '../route.ts';
import type { Text } from '../text/en.ts';
import type { OfficeText } from '../text/office/office-en.ts';
import { HowItWent, type Outcome } from './how-it-went.tsx';

export interface ChannelPlaceProps {
  readonly t: Text;
  readonly o: OfficeText;
  readonly notice: string | null;
  readonly channel: string;
  readonly channelTitle: string;
  /** The place that is looked at: the channel goes there, or below. */
  readonly info: Pick<PlaceInfo, 'place' | 'above' | 'below' | 'mayCreate'>;
  readonly busy: boolean;
  readonly outcome: Outcome;
  readonly onPut: () => void;
}

/** Where an owner says which place a channel belongs to, level by level. */
export function ChannelPlace(props: ChannelPlaceProps) {
  const { t, o, channel, info } = props;
  const { place, above, below } = info;
  const levels = [...above].reverse();
  const at = (id: string) => hrefOf({ screen: 'channel-place', channel, at: id });
  return (
    <Frame
      t={t}
      title={o.place}
      place={props.channelTitle}
      up={hrefOf({ screen: 'channel-settings', channel })}
      notice={props.notice}
    >
      <p class="lead hint">
        <a href={at('')}>{t.allPlaces}</a>
        {levels.map(({ id, name }) => (
          <span key={id}>
            {' › '}
            <a href={at(id)}>{name}</a>
          </span>
        ))}
      </p>
      {place && <h2>{place.name}</h2>}
      <HowItWent t={t} busy={props.busy} outcome={props.outcome} />
      {info.mayCreate && (
        <VerbButton
          verb="put-channel"
          action={at(place?.id ?? '')}
          label={place ? o.putHere : o.noPlace}
          wide
          onSubmit={props.onPut}
        />
      )}
      <ul class="rows">
        {below.map(({ id, name, kind }) => (
          <Row key={id} to={at(id)} label={name} note={t.placeKinds[kind]} />
        ))}
      </ul>
    </Frame>
  );
}

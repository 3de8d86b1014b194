import { Frame } from '../parts/frame.tsx';
import { ALL_PLACES } from '../place.tsx';
import { hrefOf } from '../route.ts';
import { ChannelForm, type ChannelFormProps } from './channel-form.tsx';

export interface NewChannelProps extends ChannelFormProps {
  readonly notice: string | null;
  /** The place that it is for; empty for a subject. */
  readonly place: string;
  readonly placeName: string;
}

/** Where a channel is made, for a place or for a subject. */
export function NewChannel(props: NewChannelProps) {
  const { t, o, notice, place } = props;
  return (
    <Frame t={t} title={t.createChannel} up={hrefOf({ screen: 'menu' })} notice={notice}>
      <p class="lead">
        {o.place}: {place === '' ? o.noPlace : props.placeName}{' '}
        <a href={hrefOf({ screen: 'place', place: place || ALL_PLACES })}>{o.otherPlace}</a>
      </p>
      <ChannelForm
        {...props}
        verb="create-channel"
        action={hrefOf({ screen: 'new-channel', place })}
        submit={t.createChannel}
        titleHint={o.addressHint}
      />
    </Frame>
  );
}

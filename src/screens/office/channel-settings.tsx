import { Face } from '../parts/face.tsx';
import { Frame } from '../parts/frame.tsx';
import { PictureForm, type PictureFormProps } from '../parts/picture-form.tsx';
import { Row } from '../parts/row.tsx';
import { VerbButton } from '../parts/verb.tsx';
import { hrefOf } from '../route.ts';
import { ChannelForm, type ChannelFormProps } from './channel-form.tsx';

export interface ChannelSettingsProps extends ChannelFormProps {
  readonly notice: string | null;
  readonly channel: string;
  readonly channelTitle: string;
  /** The place that it belongs to, where it does. */
  readonly place: { readonly id: string; readonly name: string } | undefined;
  /** Which picture it shows; 0 or less where none. */
  readonly avatar: number;
  readonly picture: PictureFormProps;
  /** Whether it can only be read. */
  readonly closed: boolean;
  /** A person's own channel goes with the account, and never else. */
  readonly isPersonal: boolean;
  readonly onClose: (closed: boolean) => void;
}

/** What an owner may change of a channel. */
export function ChannelSettings(props: ChannelSettingsProps) {
  const { t, o, channel, closed } = props;
  const here = hrefOf({ screen: 'channel-settings', channel });
  return (
    <Frame
      t={t}
      title={t.settings}
      place={props.channelTitle}
      up={hrefOf({ screen: 'channel', channel })}
      notice={props.notice}
    >
      <ChannelForm {...props} verb="save-channel" action={here} submit={t.save} />
      {props.avatar > 0 && (
        <p class="lead who">
          <Face jid={channel} avatar={props.avatar} large />
        </p>
      )}
      <PictureForm {...props.picture} t={t} action={here} avatar={props.avatar} />
      <p class="lead">{closed ? t.channelClosed : o.closeHint}</p>
      <div class="actions">
        <VerbButton
          verb="close-channel"
          action={here}
          fields={{ closed: String(!closed) }}
          label={closed ? o.reopen : o.close}
          onSubmit={() => props.onClose(!closed)}
        />
      </div>
      {!props.isPersonal && (
        <ul class="rows">
          <Row
            to={{ screen: 'channel-place', channel, at: props.place?.id }}
            label={o.place}
            note={props.place?.name ?? o.noPlace}
          />
          <Row to={{ screen: 'delete-channel', channel }} label={o.deleteChannel} />
        </ul>
      )}
    </Frame>
  );
}

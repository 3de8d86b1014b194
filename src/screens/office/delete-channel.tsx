import { Frame } from '../parts/frame.tsx';
import { Verb } from '../parts/verb.tsx';
import { hrefOf } from '../route.ts';
import type { Text } from '../text/en.ts';
import type { OfficeText } from '../text/office/office-en.ts';
import type { Outcome } from './how-it-went.tsx';
import { ReasonAndSubmit } from './reason-and-submit.tsx';

export interface DeleteChannelProps {
  readonly t: Text;
  readonly o: OfficeText;
  readonly notice: string | null;
  readonly channel: string;
  readonly channelTitle: string;
  readonly reason: string;
  readonly busy: boolean;
  readonly outcome: Outcome;
  readonly onReason: (reason: string) => void;
  readonly onDelete: () => void;
}

/** Asks before a channel is deleted: what goes with it, and why it has to. */
export function DeleteChannel(props: DeleteChannelProps) {
  const { t, o, channel, busy } = props;
  return (
    <Frame
      t={t}
      title={o.deleteChannel}
      place={props.channelTitle}
      up={hrefOf({ screen: 'channel-settings', channel })}
      notice={props.notice}
    >
      <p class="lead">{o.deleteWarning(props.channelTitle)}</p>
      <Verb
        verb="delete-channel"
        action={hrefOf({ screen: 'delete-channel', channel })}
        onSubmit={props.onDelete}
      >
        <ReasonAndSubmit
          {...{ t, o, busy, outcome: props.outcome }}
          reason={props.reason}
          hint={o.deleteReasonHint}
          label={o.deleteForGood}
          onReason={props.onReason}
        />
      </Verb>
    </Frame>
  );
}

import { Frame } from '../parts/frame.tsx';
import { LineField } from '../parts/line-field.tsx';
import { Verb } from '../parts/verb.tsx';
import { hrefOf } from '../route.ts';
import type { Text } from '../text/en.ts';
import type { OfficeText } from '../text/office/office-en.ts';
import type { Outcome } from './how-it-went.tsx';
import { SubmitWithOutcome } from './submit-with-outcome.tsx';

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
        <LineField
          id="reason"
          label={t.reason}
          value={props.reason}
          hint={o.deleteReasonHint}
          onInput={props.onReason}
        />
        <SubmitWithOutcome t={t} label={o.deleteForGood} busy={busy} outcome={props.outcome} />
      </Verb>
    </Frame>
  );
}

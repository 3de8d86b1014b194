import type { Notice } from '../../protocol/notice.ts';
import { headOf, outcomeOf } from '../notices.tsx';
import type { Outcome } from '../office/how-it-went.tsx';
import { SubmitWithOutcome } from '../office/submit-with-outcome.tsx';
import { Frame } from '../parts/frame.tsx';
import { TextField } from '../parts/text-field.tsx';
import { Verb } from '../parts/verb.tsx';
import { hrefOf } from '../route.ts';
import type { Text } from '../text/en.ts';
import type { RareText } from '../text/rare/rare-en.ts';

export interface AppealFormProps {
  readonly t: Text;
  readonly r: RareText;
  readonly notice: string | null;
  /** What is appealed against. */
  readonly told: Notice & { readonly about: number };
  readonly reason: string;
  readonly busy: boolean;
  readonly outcome: Outcome;
  readonly onReason: (reason: string) => void;
  readonly onAppeal: () => void;
}

/** One word against a removal or a ban. */
export function AppealForm(props: AppealFormProps) {
  const { t, r, told } = props;
  return (
    <Frame t={t} title={r.appeal} up={hrefOf({ screen: 'notices' })} notice={props.notice}>
      <p class="lead">
        <b>{headOf(r, told)}</b> {outcomeOf(t, r, told)}
      </p>
      {told.excerpt !== '' && <p class="quote lead">{told.excerpt}</p>}
      <p class="hint lead">{r.appealIntro}</p>
      <Verb
        verb="appeal"
        action={hrefOf({ screen: 'appeal', act: String(told.about) })}
        onSubmit={props.onAppeal}
      >
        <TextField
          id="reason"
          label={t.reason}
          rows={3}
          value={props.reason}
          onInput={props.onReason}
        />
        <SubmitWithOutcome t={t} label={t.send} busy={props.busy} outcome={props.outcome} />
      </Verb>
    </Frame>
  );
}

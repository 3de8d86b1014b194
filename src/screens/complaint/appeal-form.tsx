import type { Notice } from '../../protocol/notice.ts';
import { headOf, outcomeOf } from '../notices.tsx';
import { HowItWent, type Outcome } from '../office/how-it-went.tsx';
import { Frame } from '../parts/frame.tsx';
import { TextField } from '../parts/text-field.tsx';
import { Verb } from '../parts/verb.tsx';
import { hrefOf } from '../route.ts';
import type { ComplaintText } from '../text/complaint/complaint-en.ts';
import type { Text } from '../text/en.ts';

export interface AppealFormProps {
  readonly t: Text;
  readonly c: ComplaintText;
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
  const { t, c, told } = props;
  return (
    <Frame t={t} title={t.appeal} up={hrefOf({ screen: 'notices' })} notice={props.notice}>
      <p class="lead">
        <b>{headOf(t, told)}</b> {outcomeOf(t, told)}
      </p>
      {told.excerpt !== '' && <p class="quote lead">{told.excerpt}</p>}
      <p class="hint lead">{c.appealIntro}</p>
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
        <HowItWent t={t} busy={props.busy} outcome={props.outcome} />
        <button type="submit" disabled={props.busy}>
          {t.send}
        </button>
      </Verb>
    </Frame>
  );
}

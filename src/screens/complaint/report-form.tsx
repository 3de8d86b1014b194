import { RULES, type Rule } from '../../protocol/office.ts';
import type { Outcome } from '../office/how-it-went.tsx';
import { SubmitWithOutcome } from '../office/submit-with-outcome.tsx';
import { ChoiceField } from '../parts/choice-field.tsx';
import { Frame } from '../parts/frame.tsx';
import { SeeMore } from '../parts/see-more.tsx';
import { SelectField } from '../parts/select-field.tsx';
import { TextField } from '../parts/text-field.tsx';
import { Verb } from '../parts/verb.tsx';
import type { Text } from '../text/en.ts';
import type { RareText } from '../text/rare/rare-en.ts';

/** Where a person was met who is reported: not in a channel. */
export const ON_SITE = 'site';

/** What somebody says who reports. */
export interface Complaint {
  readonly rule: Rule;
  readonly reason: string;
  /** Of a person: the channel where they were met, or {@link ON_SITE}; empty before it is chosen. */
  readonly in: string;
}

export const NO_COMPLAINT: Complaint = { rule: RULES[0], reason: '', in: '' };

export interface ReportFormProps {
  readonly t: Text;
  readonly r: RareText;
  readonly notice: string | null;
  /** Whose post it is, or who is reported. */
  readonly name: string;
  /** The post; `null` where the person is reported. */
  readonly post: { readonly title: string; readonly text: string } | null;
  /** Where the person may have been met: channels by their addresses. */
  readonly places: readonly { readonly channel: string; readonly title: string }[];
  readonly up: string;
  readonly action: string;
  readonly complaint: Complaint;
  readonly busy: boolean;
  readonly outcome: Outcome;
  readonly onChange: (changed: Partial<Complaint>) => void;
  readonly onReport: () => void;
}

/** Tells moderators of a post or a person: which rule is broken, and in one's own words what is wrong. */
export function ReportForm(props: ReportFormProps) {
  const { t, r, post, complaint, onChange } = props;
  const places = props.places.map(({ channel, title }) => [channel, title] as const);
  return (
    <Frame
      t={t}
      title={post ? r.reportPost : r.reportPerson(props.name)}
      up={props.up}
      notice={props.notice}
    >
      {post && (
        <>
          <p class="lead">
            <b>{props.name}</b>
          </p>
          <div class="lead text">
            <SeeMore t={t} text={post.title || post.text || t.hiddenPost} />
          </div>
        </>
      )}
      <Verb verb="report" action={props.action} onSubmit={props.onReport}>
        <ChoiceField
          id="rule"
          label={r.whichRule}
          value={complaint.rule}
          choices={t.brokenRules}
          onChange={(rule) => onChange({ rule })}
        />
        {!post && (
          <SelectField
            id="in"
            label={r.where}
            value={placeOf(props)}
            choices={[...places, [ON_SITE, r.onSite]]}
            onChange={(place) => onChange({ in: place })}
          />
        )}
        <TextField
          id="reason"
          label={r.words}
          rows={2}
          value={complaint.reason}
          hint={r.wordsHint}
          onInput={(reason) => onChange({ reason })}
        />
        <SubmitWithOutcome t={t} label={t.report} busy={props.busy} outcome={props.outcome} />
      </Verb>
    </Frame>
  );
}

/** Where it was, as far as it was said: else the first place. */
export function placeOf({ complaint, places }: Pick<ReportFormProps, 'complaint' | 'places'>) {
  const known = places.find(({ channel }) => channel === complaint.in) ?? places[0];
  return complaint.in === ON_SITE || !known ? ON_SITE : known.channel;
}

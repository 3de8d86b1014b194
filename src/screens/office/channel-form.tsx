import type { ComponentChildren } from 'preact';
import type { ChannelSettings } from '../../protocol/channel-settings.ts';
import { DURATIONS } from '../../protocol/duration.ts';
import { dateOf } from '../ago.ts';
import { ChoiceField } from '../parts/choice-field.tsx';
import { LineField } from '../parts/line-field.tsx';
import { SelectField } from '../parts/select-field.tsx';
import { TextField } from '../parts/text-field.tsx';
import { TickField } from '../parts/tick-field.tsx';
import { Verb } from '../parts/verb.tsx';
import type { Text } from '../text/en.ts';
import type { OfficeText } from '../text/office/office-en.ts';
import type { Outcome } from './how-it-went.tsx';
import { SubmitWithOutcome } from './submit-with-outcome.tsx';

export interface ChannelFormProps {
  readonly t: Text;
  readonly o: OfficeText;
  readonly settings: ChannelSettings;
  /** What else is filled in and goes with it. */
  readonly beside?: ComponentChildren;
  readonly busy: boolean;
  readonly outcome: Outcome;
  readonly onChange: (changed: Partial<ChannelSettings>) => void;
  readonly onSubmit: () => void;
}

interface Props extends ChannelFormProps {
  readonly verb: string;
  readonly action: string;
  readonly submit: string;
  readonly titleHint?: string;
}

/** The settings of a channel, new or not. */
export function ChannelForm(props: Props) {
  const { t, o, settings, busy, onChange } = props;
  const sentence = props.outcome?.sentence ?? '';
  // The button is far from there.
  const isOfTitle = [o.noTitle, o.nameTaken].some((one) => sentence.startsWith(one));
  return (
    <Verb verb={props.verb} action={props.action} withFile onSubmit={props.onSubmit}>
      <LineField
        id="title"
        label={t.title}
        value={settings.title}
        hint={props.titleHint}
        problem={isOfTitle ? sentence : null}
        onInput={(title) => onChange({ title })}
      />
      <TextField
        id="description"
        label={o.description}
        rows={3}
        value={settings.description}
        onInput={(description) => onChange({ description })}
      />
      <TextField
        id="notice"
        label={t.pinned}
        rows={2}
        value={settings.notice}
        hint={o.noticeHint}
        onInput={(notice) => onChange({ notice })}
      />
      <SelectField
        id="notice-until"
        label={o.noticeLasts}
        value={settings.noticeUntil}
        choices={noticeEnds(t, o, settings.noticeUntil)}
        onChange={(noticeUntil) => onChange({ noticeUntil })}
      />
      <ChoiceField
        id="readers"
        label={o.whoReads}
        value={settings.readers}
        choices={o.readers}
        onChange={(readers) => onChange({ readers })}
      />
      <ChoiceField
        id="topics"
        label={o.whoStarts}
        value={settings.topicsBy}
        choices={{ ...o.writers, officials: o.announcements }}
        onChange={(topicsBy) => onChange({ topicsBy })}
      />
      <ChoiceField
        id="comments"
        label={o.whoComments}
        value={settings.commentsBy}
        choices={o.writers}
        onChange={(commentsBy) => onChange({ commentsBy })}
      />
      <TickField
        id="first-waits"
        label={o.firstWaits}
        hint={o.firstWaitsHint}
        checked={settings.firstWaits}
        onChange={(firstWaits) => onChange({ firstWaits })}
      />
      <ChoiceField
        id="hide-after"
        label={o.hideAfter}
        value={settings.hideAfter}
        choices={o.hideAfterChoices}
        onChange={(hideAfter) => onChange({ hideAfter })}
      />
      {props.beside}
      <SubmitWithOutcome
        t={t}
        label={props.submit}
        busy={busy}
        outcome={isOfTitle ? null : props.outcome}
      />
    </Verb>
  );
}

/** What can be chosen, with the end that was chosen before. */
function noticeEnds(
  t: Text,
  o: OfficeText,
  chosen: string,
): readonly (readonly [string, string])[] {
  const lengths = DURATIONS.map((length) => [length, o.lengths[length]] as const).reverse();
  const isEnd = !lengths.some(([length]) => length === chosen);
  return isEnd ? [[chosen, t.until(dateOf(t, chosen))], ...lengths] : lengths;
}

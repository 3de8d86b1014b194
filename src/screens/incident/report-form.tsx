import { type About, asksAccount, type ReportFields } from '../../protocol/incident.ts';
import { Frame } from '../parts/frame.tsx';
import { JoinLinks } from '../parts/join-links.tsx';
import { LineField } from '../parts/line-field.tsx';
import { PhotoField, type PhotoFieldProps } from '../parts/photo-field.tsx';
import { SelectField } from '../parts/select-field.tsx';
import { TextField } from '../parts/text-field.tsx';
import { TickField } from '../parts/tick-field.tsx';
import { Verb } from '../parts/verb.tsx';
import { hrefOf } from '../route.ts';
import type { Text } from '../text/en.ts';
import type { IncidentText } from '../text/incident/incident-en.ts';

/** What is wrong with a field, as sentences. */
export type ReportProblems = { readonly [field in 'what' | 'where' | 'account']?: string | null };

export interface ReportFormProps {
  readonly t: Text;
  readonly i: IncidentText;
  readonly notice: string | null;
  readonly about: About;
  readonly signedIn: boolean;
  readonly fields: ReportFields;
  /** Channels of places, by address and title. */
  readonly areas: readonly (readonly [channel: string, title: string])[];
  readonly problems: ReportProblems;
  readonly photo: Omit<PhotoFieldProps, 't'>;
  readonly onChange: (changed: Partial<ReportFields>) => void;
  readonly onSend: () => void;
}

/** Where something broken is reported. */
export function ReportForm(props: ReportFormProps) {
  const { t, i, about, fields, areas, problems, onChange } = props;
  return (
    <Frame
      t={t}
      title={i.abouts[about]}
      place={t.reportProblem}
      up={hrefOf({ screen: 'report' })}
      notice={props.notice}
    >
      {!props.signedIn && <JoinLinks t={t} why={i.joinToReport} />}
      {props.signedIn && (
        <Verb
          verb="report"
          action={hrefOf({ screen: 'report-about', about })}
          withFile
          onSubmit={props.onSend}
        >
          <TextField
            id="what"
            label={i.what}
            rows={4}
            value={fields.text}
            problem={problems.what}
            onInput={(text) => onChange({ text })}
          />
          <LineField
            id="where"
            label={i.where}
            hint={i.whereHint}
            value={fields.where}
            problem={problems.where}
            onInput={(where) => onChange({ where })}
          />
          {areas.length > 0 && (
            <SelectField
              id="area"
              label={i.area}
              value={fields.channel}
              choices={[['', i.noArea], ...areas]}
              onChange={(channel) => onChange({ channel })}
            />
          )}
          {asksAccount(about) && (
            <LineField
              id="account"
              label={i.account}
              hint={i.accountHint}
              value={fields.account}
              problem={problems.account}
              onInput={(account) => onChange({ account })}
            />
          )}
          <TickField
            id="open"
            label={i.open}
            hint={i.openHint}
            checked={fields.open}
            onChange={(open) => onChange({ open })}
          />
          <PhotoField t={t} {...props.photo} />
          <button type="submit">{i.sendReport}</button>
        </Verb>
      )}
    </Frame>
  );
}

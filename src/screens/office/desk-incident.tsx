import type { Incident, IncidentState } from '../../protocol/incident.ts';
import { IncidentFacts } from '../incident/incident-facts.tsx';
import { nameOf } from '../name.ts';
import { ChoiceField } from '../parts/choice-field.tsx';
import { Frame } from '../parts/frame.tsx';
import type { PhotosShown } from '../parts/photos.tsx';
import { TextField } from '../parts/text-field.tsx';
import { Verb } from '../parts/verb.tsx';
import { hrefOf } from '../route.ts';
import type { Text } from '../text/en.ts';
import type { IncidentText } from '../text/incident/incident-en.ts';
import type { OfficeText } from '../text/office/office-en.ts';
import type { Outcome } from './how-it-went.tsx';
import { SubmitWithOutcome } from './submit-with-outcome.tsx';

/** What an official says of a report. */
export interface DeskAnswer {
  readonly state: IncidentState;
  readonly text: string;
  /** How the report was when it was begun, by its last change. */
  readonly seen?: string | undefined;
}

export interface DeskIncidentProps {
  readonly t: Text;
  readonly o: OfficeText;
  readonly i: IncidentText;
  readonly notice: string | null;
  /** The server's time. */
  readonly now: number;
  readonly domain: string;
  readonly incident: Incident;
  readonly photos: PhotosShown;
  readonly answer: DeskAnswer;
  readonly busy: boolean;
  readonly outcome: Outcome;
  readonly onChange: (changed: Partial<DeskAnswer>) => void;
  readonly onAnswer: () => void;
}

/** One report, for those who deal with it: everything that is known, and their answer. */
export function DeskIncident(props: DeskIncidentProps) {
  const { t, o, i, incident, answer, busy, onChange } = props;
  const { reference, author, deliveries } = incident;
  return (
    <Frame
      t={t}
      title={i.abouts[incident.about]}
      place={t.desk}
      up={hrefOf({ screen: 'desk' })}
      notice={props.notice}
    >
      <IncidentFacts {...props} />
      {author !== '' && (
        <p class="lead">
          <a href={hrefOf({ screen: 'profile', person: author })}>
            {nameOf(author, props.domain, t)}
          </a>
        </p>
      )}
      {deliveries.map(({ to, tries, done }) => (
        <p key={to} class={done || tries === 0 ? 'hint lead' : 'problem lead'}>
          {done ? o.sentOnTo(to) : tries === 0 ? o.waitsToBeSent(to) : o.notSentOn(to, tries)}
        </p>
      ))}
      <Verb
        verb="answer"
        action={hrefOf({ screen: 'desk-incident', reference })}
        fields={{ seen: answer.seen ?? incident.updated }}
        onSubmit={props.onAnswer}
      >
        <ChoiceField
          id="state"
          label={o.howItStands}
          value={answer.state}
          choices={i.states}
          onChange={(state) => onChange({ state })}
        />
        <TextField
          id="answer"
          label={o.answer}
          hint={incident.open ? o.answerHintAll : o.answerHint}
          rows={3}
          value={answer.text}
          onInput={(text) => onChange({ text })}
        />
        <SubmitWithOutcome t={t} label={t.save} busy={busy} outcome={props.outcome} />
      </Verb>
    </Frame>
  );
}

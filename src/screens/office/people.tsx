import { type Person, WHO, type Who } from '../../protocol/people.ts';
import { dateOf } from '../ago.ts';
import { nameOf } from '../name.ts';
import { ChoiceField } from '../parts/choice-field.tsx';
import { Face } from '../parts/face.tsx';
import { FindForm } from '../parts/find-form.tsx';
import { Frame } from '../parts/frame.tsx';
import { Problem } from '../parts/labelled.tsx';
import { StepLink } from '../parts/step-link.tsx';
import { Verb } from '../parts/verb.tsx';
import { hrefOf } from '../route.ts';
import type { Text } from '../text/en.ts';
import type { OfficeText } from '../text/office/office-en.ts';
import type { Outcome } from './how-it-went.tsx';
import { SubmitWithOutcome } from './submit-with-outcome.tsx';

/** What is answered to all who are listed and wait. */
export type AnswerToAll = 'later' | 'in' | 'out';

export interface PeopleProps {
  readonly t: Text;
  readonly o: OfficeText;
  readonly notice: string | null;
  readonly domain: string;
  readonly channel: string;
  readonly channelTitle: string;
  readonly who: Who;
  /** What was looked for; empty where nothing is. */
  readonly words: string;
  readonly people: readonly Person[];
  /** How many of each there are, beside those that are listed. */
  readonly counts: Readonly<Partial<Record<Who, number>>>;
  readonly more: boolean;
  /** What to say while there is nobody. */
  readonly empty: string;
  /** Why no more came, as a sentence; said where they were asked for. */
  readonly problem?: string | null;
  readonly answer: AnswerToAll;
  readonly busy: boolean;
  readonly outcome: Outcome;
  readonly typed: string;
  readonly onType: (typed: string) => void;
  readonly onFind: () => void;
  readonly onMore: () => void;
  readonly onChoose: (answer: AnswerToAll) => void;
  readonly onAnswerAll: () => void;
}

/** The people of a channel, for its moderators. */
export function People(props: PeopleProps) {
  const { t, o, channel, who, people } = props;
  const last = people[people.length - 1];
  const here = { screen: 'people', channel, who, words: props.words } as const;
  return (
    <Frame
      t={t}
      title={t.people}
      place={props.channelTitle}
      up={hrefOf({ screen: 'channel', channel })}
      notice={props.notice}
    >
      <div class="actions">
        {WHO.map((kind) => (
          <a
            key={kind}
            class="button"
            href={hrefOf({ screen: 'people', channel, who: kind })}
            aria-current={kind === who ? 'true' : 'false'}
          >
            {o.who[kind]}
            {props.counts[kind] ? ` (${props.counts[kind]})` : ''}
          </a>
        ))}
      </div>
      <FindForm
        t={t}
        label={o.findPerson}
        action={hrefOf({ screen: 'people', channel })}
        typed={props.typed}
        onType={props.onType}
        onFind={props.onFind}
      >
        <input type="hidden" name="who" value={who} />
      </FindForm>
      <h2>{o.who[who]}</h2>
      <ul class="rows">
        {people.map((person) => (
          <li key={person.jid}>
            <a class="row" href={hrefOf({ screen: 'member', channel, member: person.jid })}>
              <Face jid={person.jid} avatar={undefined} />
              <span class="row-title">{nameOf(person.jid, props.domain, t)}</span>{' '}
              <span class="row-note">{roleIn(t, o, person)}</span>
            </a>
          </li>
        ))}
      </ul>
      {people.length === 0 && <p class="empty">{props.empty}</p>}
      {last && <Problem problem={props.problem} />}
      {last && props.more && (
        <StepLink
          href={hrefOf({ ...here, after: last.jid })}
          label={o.morePeople}
          onStep={props.onMore}
        />
      )}
      {who === 'waiting' && people.length > 0 && <AllOfThem {...props} here={hrefOf(here)} />}
    </Frame>
  );
}

/** One answer for all who are listed; it has to be chosen, so that no slip of a key gives it. */
function AllOfThem(props: PeopleProps & { readonly here: string }) {
  const { t, o, busy } = props;
  return (
    <Verb
      verb="answer-all"
      action={props.here}
      fields={{ people: props.people.map(({ jid }) => jid).join(' ') }}
      onSubmit={props.onAnswerAll}
    >
      <ChoiceField
        id="answer"
        label={o.allListed}
        value={props.answer}
        choices={o.answers}
        onChange={props.onChoose}
      />
      <SubmitWithOutcome t={t} label={t.save} busy={busy} outcome={props.outcome} />
    </Verb>
  );
}

/** How somebody stands to the channel, in words. */
export function roleIn(t: Text, o: OfficeText, person: Person): string {
  const { affiliation, bannedUntil } = person;
  if (bannedUntil !== null) return o.bannedUntil(dateOf(t, bannedUntil));
  if (affiliation !== 'outcast' && person.subscription === 'pending') return o.waits;
  return o.roles[affiliation];
}

import type { ComponentChildren } from 'preact';
import type { Text } from '../text/en.ts';
import { StepLink } from './step-link.tsx';
import { VerbButton } from './verb.tsx';

/** What can be done to a thing, and is asked first. */
export interface AskedVerb {
  readonly name: string;
  readonly label: string;
  readonly question: string;
  /** Whether nothing brings back what it takes away. */
  readonly isFinal?: boolean;
  /** One button for each, by the value that the form gives as `choice`; else there is one for the verb. */
  readonly choices?: Readonly<Record<string, string>> | undefined;
}

interface Props {
  readonly t: Text;
  readonly verbs: readonly AskedVerb[];
  /** The name of the verb that is asked about now. */
  readonly asked: string | null | undefined;
  /** Address of the screen that it stands on. */
  readonly action: string;
  /** Whose thing it is. */
  readonly of?: string | undefined;
  /** What the address of a question says of the thing, where there are several. */
  readonly query?: string;
  /** What the form says of the thing. */
  readonly fields?: Readonly<Record<string, string>>;
  /** Whether one goes on here when the page is there, without script. */
  readonly goesOn?: boolean;
  /** Asks; `null` does not do it. */
  readonly onAsk: (verb: string | null) => void;
  readonly onAct: (verb: string, choice: string) => void;
}

/** The verbs of a thing, or in their place the question before one of them. */
export function AskFirst(props: Props) {
  const { verbs, asked, action, query = '', onAsk } = props;
  const verb = verbs.find(({ name }) => name === asked);
  if (verb) return <Answers {...props} verb={verb} />;
  const and = action.includes('?') ? '&' : '?';
  return (
    <p class="actions">
      {verbs.map(({ name, label }, index) => (
        <StepLink
          key={name}
          look="button"
          href={`${action}${and}ask=${name}${query}#asked`}
          label={label}
          spoken={props.of && `${label}: ${props.of}`}
          goesOn={props.goesOn === true && index === 0}
          onStep={() => onAsk(name)}
        />
      ))}
    </p>
  );
}

/** One more press does it, or with several answers the digit of one. */
function Answers(props: Props & { readonly verb: AskedVerb }) {
  const { t, verb, action, fields = {}, onAsk, onAct } = props;
  const { name, label, question, isFinal = false, choices } = verb;
  const answers = Object.entries(choices ?? { '': label });
  const isOne = answers.length === 1;
  return (
    <Question {...{ question, action, isFinal }} keep={t.notNow} onKeep={() => onAsk(null)}>
      {answers.map(([choice, words], index) => (
        <VerbButton
          key={choice}
          verb={name}
          action={action}
          fields={choices ? { ...fields, choice } : fields}
          label={isOne ? words : `${index + 1}. ${words}`}
          digit={isOne ? undefined : index}
          goesOn={index === 0 && !isFinal}
          onSubmit={() => onAct(name, choice)}
        />
      ))}
    </Question>
  );
}

interface QuestionProps {
  readonly question: string;
  /** Address of the screen without it. */
  readonly action: string;
  /** What the way back says. */
  readonly keep: string;
  /** Then one goes on by the way back: a hasty press takes nothing away for good. */
  readonly isFinal: boolean;
  readonly onKeep: () => void;
  readonly children: ComponentChildren;
}

/** A question, its answers, and the way back. */
export function Question(props: QuestionProps) {
  const { question, action, keep, isFinal, onKeep, children } = props;
  return (
    <div class="actions" id="asked" role="alert">
      <p class="problem">{question}</p>
      {children}
      <StepLink look="button" href={action} label={keep} goesOn={isFinal} onStep={onKeep} />
    </div>
  );
}

import type { TodoName } from '../../../protocol/todo/kind.ts';
import { ago } from '../../ago.ts';
import { nameOf } from '../../name.ts';
import { SeeMore } from '../../parts/see-more.tsx';
import { StepLink } from '../../parts/step-link.tsx';
import { VerbButton } from '../../parts/verb.tsx';
import type { TodoRow, TodoVerb } from './row.ts';
import type { TodoProps } from './todo.tsx';

/** What is shown of a text at first, in UTF-16 units. */
const SHORT = 300;

interface Props extends TodoProps {
  readonly name: TodoName;
  readonly row: TodoRow;
  /** Whether one goes on here. */
  readonly isNext: boolean;
}

/** One thing that waits, with its verbs, or with the question before one of them. */
export function TodoThing(props: Props) {
  const { t, name, row, asked, here, isNext } = props;
  const isAsked = asked?.name === name && asked.key === row.key;
  const verb = isAsked ? row.verbs.find((one) => one.name === asked.verb) : undefined;
  const and = here.includes('?') ? '&' : '?';
  return (
    <article class="todo">
      <p class="byline">
        <Whose href={row.href} name={row.person ? nameOf(row.person, props.domain, t) : t.gone} /> ·{' '}
        {row.place} {row.since && <time>{ago(t, row.since, props.now)}</time>}
      </p>
      {row.title && <h3 class="item-title">{row.title}</h3>}
      {row.text && (
        <div class="text">
          <SeeMore t={t} text={row.text} short={SHORT} />
        </div>
      )}
      {row.notes?.map((note) => (
        <p class="hint" key={note}>
          {note}
        </p>
      ))}
      {verb ? (
        <Question {...props} verb={verb} />
      ) : (
        <p class="actions">
          {row.verbs.map(({ name: one, label }, index) => (
            <StepLink
              key={one}
              look="button"
              href={`${here}${and}ask=${one}&kind=${name}&of=${encodeURIComponent(row.key)}#asked`}
              label={label}
              goesOn={isNext && index === 0}
              onStep={() => props.onAsk({ name, key: row.key, verb: one })}
            />
          ))}
        </p>
      )}
    </article>
  );
}

/** Asks before it is done: one more press, or with several answers the digit of one. */
function Question({ o, here, name, row, verb, onAsk, onAct }: Props & { readonly verb: TodoVerb }) {
  const choices = Object.entries(verb.choices ?? { '': verb.label });
  return (
    <div class="actions asked" id="asked" role="alert">
      <p class="problem">{verb.question}</p>
      {choices.map(([choice, label], index) => (
        <VerbButton
          key={choice}
          verb={verb.name}
          action={here}
          fields={{ ...row.fields, kind: name, choice }}
          label={choices.length > 1 ? `${index + 1}. ${label}` : label}
          digit={choices.length > 1 ? index : undefined}
          goesOn={index === 0}
          onSubmit={() => onAct(name, row, verb.name, choice)}
        />
      ))}
      <StepLink look="button" href={here} label={o.notNow} onStep={() => onAsk(null)} />
    </div>
  );
}

function Whose({ href, name }: { readonly href: string | undefined; readonly name: string }) {
  const whose = <b>{name}</b>;
  return href === undefined ? whose : <a href={href}>{whose}</a>;
}

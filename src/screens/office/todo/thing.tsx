import type { TodoName } from '../../../protocol/todo/kind.ts';
import { nameOf } from '../../name.ts';
import { AskFirst } from '../../parts/ask-first.tsx';
import { SeeMore } from '../../parts/see-more.tsx';
import { When } from '../../parts/when.tsx';
import type { TodoRow } from './row.ts';
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
  const whose = row.person ? nameOf(row.person, props.domain, t) : t.gone;
  return (
    <article class="todo">
      <p class="byline">
        <b>
          <Linked href={row.href} words={whose} />
        </b>{' '}
        · {row.place} {row.since && <When t={t} at={row.since} now={props.now} />}
      </p>
      {row.title && (
        <h3 class="item-title">
          <Linked href={row.titleHref} words={row.title} />
        </h3>
      )}
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
      <AskFirst
        t={t}
        verbs={row.verbs}
        of={whose}
        asked={isAsked ? asked.verb : null}
        action={here}
        query={`&kind=${name}&of=${encodeURIComponent(row.key)}`}
        fields={{ ...row.fields, kind: name }}
        goesOn={isNext}
        onAsk={(verb) => props.onAsk(verb === null ? null : { name, key: row.key, verb })}
        onAct={(verb, choice) => props.onAct(name, row, verb, choice)}
      />
    </article>
  );
}

function Linked({ href, words }: { readonly href: string | undefined; readonly words: string }) {
  return href === undefined ? words : <a href={href}>{words}</a>;
}

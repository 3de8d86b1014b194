import type { TodoName } from '../../../protocol/todo/kind.ts';
import { Frame } from '../../parts/frame.tsx';
import { Problem } from '../../parts/labelled.tsx';
import { StepLink } from '../../parts/step-link.tsx';
import { hrefOf } from '../../route.ts';
import type { Text } from '../../text/en.ts';
import type { OfficeText } from '../../text/office/office-en.ts';
import type { TodoRow, TodoSection } from './row.ts';
import { TodoThing } from './thing.tsx';

/** What is about to be done about a thing. */
export interface Asked {
  readonly name: TodoName;
  readonly key: string;
  readonly verb: string;
}

export interface TodoProps {
  readonly t: Text;
  readonly o: OfficeText;
  readonly notice: string | null;
  readonly domain: string;
  /** The server's time. */
  readonly now: number;
  /** Address of this part of it. */
  readonly here: string;
  readonly sections: readonly TodoSection[];
  readonly asked: Asked | null;
  /** What to say while there is nothing. */
  readonly empty: string;
  readonly problem: string | null;
  /** Of which kind more could not be had: it is said there. */
  readonly problemAt?: TodoName | undefined;
  /** What has just been done, as a sentence. */
  readonly done: string | null;
  /** Whether a browser without script puts the focus where one goes on. */
  readonly goesOn: boolean;
  /** Asks before it is done; `null` asks nothing. */
  readonly onAsk: (asked: Asked | null) => void;
  readonly onAct: (name: TodoName, row: TodoRow, verb: string, choice: string) => void;
  readonly onMore: (section: TodoSection) => void;
}

/** All that waits for a moderator, in all of their channels. */
export function Todo(props: TodoProps) {
  const { t, o, sections, problem } = props;
  return (
    <Frame t={t} title={t.toDo} up={hrefOf({ screen: 'channels' })} notice={props.notice}>
      <Problem problem={props.problemAt ? null : problem} />
      <p class={props.done ? 'lead hint' : undefined} role="status">
        {props.done}
      </p>
      {sections.map((section, place) => (
        <section key={section.name}>
          <h2>
            {section.heading} ({section.count})
          </h2>
          <ul class="items">
            {section.rows.map((row, index) => (
              <li class="item" key={row.key}>
                <TodoThing
                  {...props}
                  name={section.name}
                  row={row}
                  isNext={props.goesOn && place + index === 0}
                />
              </li>
            ))}
          </ul>
          {section.next !== null && (
            <StepLink
              href={`${hrefOf({ screen: 'todo' })}?more=${section.name}&after=${encodeURIComponent(section.next)}`}
              label={o.moreToDo}
              problem={section.name === props.problemAt ? problem : null}
              onStep={() => props.onMore(section)}
            />
          )}
        </section>
      ))}
      {sections.length === 0 && !problem && <p class="empty">{props.empty}</p>}
    </Frame>
  );
}

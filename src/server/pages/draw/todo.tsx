import type { TodoName } from '../../../protocol/todo/kind.ts';
import { todoKind } from '../../../protocol/todo/kinds.ts';
import { sectionsOf } from '../../../screens/office/todo/sections.ts';
import { type Asked, Todo } from '../../../screens/office/todo/todo.tsx';
import { hrefOf } from '../../../screens/route.ts';
import type { Drawn } from '../drawn.ts';
import { readTodo } from '../read/todo.ts';
import type { Visitor } from '../visitor.ts';
import { drawForReader } from './message.tsx';
import { nothing } from './nothing.ts';

/** Which part of what waits for a moderator, and what is about to be done there. */
export interface TodoPart {
  readonly more: TodoName | undefined;
  readonly after: string | undefined;
  readonly asked: Asked | null;
}

export function todoPartOf(query: URLSearchParams): TodoPart {
  const nameIn = (key: string) => todoKind(query.get(key) ?? '')?.name;
  const name = nameIn('kind');
  const asked = name && { name, key: query.get('of') ?? '', verb: query.get('ask') ?? '' };
  return { more: nameIn('more'), after: query.get('after') || undefined, asked: asked ?? null };
}

/** All that waits for a moderator; `done` says that something has just been done about one. */
export async function drawTodo(
  visitor: Visitor,
  { more, after, asked }: TodoPart = { more: undefined, after: undefined, asked: null },
  done = false,
  problem: string | null = null,
): Promise<Drawn> {
  const { t, notice, me } = visitor;
  const title = t.toDo;
  if (me === null) return drawForReader(visitor, title);
  const sections = sectionsOf(await readTodo(visitor, more, after), t, t.office, t.incident);
  const place = more && after ? `?more=${more}&after=${encodeURIComponent(after)}` : '';
  return {
    status: problem === null ? 200 : 409,
    title,
    body: (
      <Todo
        t={t}
        o={t.office}
        notice={notice}
        domain={visitor.domain}
        now={visitor.now}
        here={hrefOf({ screen: 'todo' }) + place}
        sections={sections}
        asked={asked}
        empty={t.office.nothingToDo}
        problem={problem}
        done={done && sections.length > 0 ? t.office.toDoDone : null}
        goesOn={done && asked === null}
        onAsk={nothing}
        onAct={nothing}
        onMore={nothing}
      />
    ),
  };
}

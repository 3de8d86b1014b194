import { useEffect, useRef, useState } from 'preact/hooks';
import type { TodoName } from '../../../protocol/todo/kind.ts';
import type { TodoRow, TodoSection } from '../../../screens/office/todo/row.ts';
import { sectionsOf } from '../../../screens/office/todo/sections.ts';
import { type Asked, Todo } from '../../../screens/office/todo/todo.tsx';
import { hrefOf } from '../../../screens/route.ts';
import type { Trouble } from '../../actions/device.ts';
import { actOnTodo, countTodo } from '../../actions/keep-todo.ts';
import { focusFirst, focusOn } from '../focus.ts';
import { keyOf, pushKeyScope } from '../keys.ts';
import { useNow } from '../use-now.ts';
import type { WithDeskWords } from './desk-page.tsx';
import { useTodo } from './use-todo.ts';

/** When fewer of a kind than this are left, the next page is fetched. */
const FEW = 5;

/** All that waits for a moderator: one after the other, with the focus where one goes on. */
export function TodoPage({ t, o, i, notice, account, connectivity }: WithDeskWords) {
  const isOnline = connectivity.state === 'online';
  const todos = useTodo(account, connectivity);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [refused, setRefused] = useState<Trouble | null>(null);
  const [hasDone, setDone] = useState(false);
  /** The place in the list where one goes on, once that is drawn. */
  const goOnAt = useRef<number | null>(null);
  const isChanged = useRef(false);
  /** What the focus went to the answers of: news must not bring it there again. */
  const lastAsked = useRef<Asked | null>(null);
  const sections = sectionsOf(todos.loaded ?? {}, t, o, i);
  /** Where the focus is before this is drawn: somebody else may have done what it stands on. */
  const focusedAt = placeOf(':focus');

  useEffect(() => {
    const isNew = asked !== lastAsked.current;
    lastAsked.current = asked;
    if (asked && isNew) return focusFirst('#asked button');
    const lostAt = document.activeElement === document.body && focusedAt >= 0 ? focusedAt : null;
    const place = goOnAt.current ?? lostAt;
    if (place !== null) goOn(place);
    goOnAt.current = null;
  }, [asked, sections.length === 0, todos.loaded]);
  useEffect(() => (asked ? pushKeyScope(answerByDigit) : undefined), [asked]);
  useEffect(
    () => () => {
      if (isChanged.current) countTodo(account);
    },
    [],
  );

  function ask(next: Asked | null) {
    if (next === null) goOnAt.current = placeOf('#asked');
    setAsked(next);
  }
  async function act(name: TodoName, row: TodoRow, verb: string, choice: string) {
    const section = sections.find((one) => one.name === name) as TodoSection;
    const index = section.rows.findIndex(({ key }) => key === row.key);
    goOnAt.current = placeOf('#asked');
    isChanged.current = true;
    setAsked(null);
    setDone(true);
    const fields = { ...row.fields, choice };
    const done = todos.act(name, index, () => actOnTodo(account, name, verb, fields));
    if (section.next !== null && section.rows.length <= FEW) todos.loadMore(name, section.next);
    setRefused(await done);
  }
  const trouble = refused ?? todos.trouble;
  return (
    <Todo
      t={t}
      o={o}
      notice={notice}
      domain={account.site.domain}
      now={useNow(account.store)}
      here={hrefOf({ screen: 'todo' })}
      sections={sections}
      asked={asked}
      empty={todos.loaded ? o.nothingToDo : isOnline ? t.loading : t.notHere}
      problem={trouble && t.troubles[trouble]}
      problemAt={refused ? undefined : todos.troubleAt}
      done={hasDone && sections.length > 0 ? o.toDoDone : null}
      goesOn={false}
      onAsk={ask}
      onAct={act}
      onMore={({ name, next }) => next !== null && todos.loadMore(name, next)}
    />
  );
}

const things = () => [...document.querySelectorAll<HTMLElement>('.todo')];

/** Which of the things holds that element. */
const placeOf = (selector: string) => things().findIndex((one) => one.querySelector(selector));

/** To the first verb of the thing that stands there now, of the last one, or to the heading. */
function goOn(place: number): void {
  const all = things();
  const verb = all[Math.min(place, all.length - 1)]?.querySelector<HTMLElement>('.actions a');
  if (verb) focusOn(verb);
  else focusFirst('h1');
}

/** Where there are several answers, a digit gives one. */
function answerByDigit(event: KeyboardEvent): boolean {
  const digit = keyOf(event);
  const answers = document.querySelectorAll<HTMLElement>('#asked button[accesskey]');
  const answer = /^[1-9]$/.test(digit) ? answers[Number(digit) - 1] : undefined;
  answer?.click();
  return answer !== undefined;
}

import { useEffect, useRef, useState } from 'preact/hooks';
import type { TodoList, TodoName } from '../../../protocol/todo/kind.ts';
import { TODO_NAMES } from '../../../protocol/todo/kinds.ts';
import type { Loaded } from '../../../screens/office/todo/sections.ts';
import type { Account, Connectivity, Trouble } from '../../actions/device.ts';
import { loadTodo } from '../../actions/keep-todo.ts';
import { useNews } from './use-news.ts';

export interface Todos {
  /** Absent until the first answer. */
  readonly loaded: Loaded | undefined;
  readonly trouble: Trouble | null;
  /** Of which kind more could not be had; absent where it was all of it. */
  readonly troubleAt: TodoName | undefined;
  /** Adds what comes after `after`. */
  loadMore(name: TodoName, after: string): Promise<void>;
  /** Takes one away while it is being done; where that is refused, all is as the service says. */
  act(name: TodoName, index: number, work: () => Promise<Trouble | null>): Promise<Trouble | null>;
}

type Lists = { readonly [Name in TodoName]?: TodoList<unknown> };
type Found = TodoList<unknown> | { readonly trouble: Trouble };

/** What waits, kind by kind, as far as it was loaded; what comes meanwhile is added. */
export function useTodo(account: Account, { state, epoch }: Connectivity): Todos {
  const isOnline = state === 'online';
  const [lists, setLists] = useState<Lists>();
  const [[trouble, troubleAt], setTrouble] = useState<readonly [Trouble | null, TodoName?]>([null]);
  const shown = useRef<Lists>({});
  /** How many are being done now, and how many were ever begun. */
  const acting = useRef(0);
  const begun = useRef(0);
  const isLate = useRef(false);

  function show(next: Lists) {
    shown.current = next;
    setLists(next);
  }
  /** As many of a kind as were loaded before, so that nobody loses their place. */
  async function loadAgain(name: TodoName): Promise<Found> {
    const known = shown.current[name]?.things.length ?? 0;
    let all = await loadTodo(account, name);
    while (!('trouble' in all) && all.next !== null && all.things.length < known) {
      const more = await loadTodo(account, name, all.next);
      if ('trouble' in more) return more;
      all = { ...more, things: [...all.things, ...more.things] } as typeof all;
    }
    return all;
  }
  async function load() {
    // What is on its way to be done would come back for a moment.
    isLate.current = acting.current > 0;
    if (isLate.current) return;
    const before = begun.current;
    const all = await Promise.all(TODO_NAMES.map(loadAgain));
    if (before !== begun.current) return load();
    const failed = all.find((list) => 'trouble' in list);
    setTrouble([failed && 'trouble' in failed ? failed.trouble : null]);
    if (!failed) show(Object.fromEntries(TODO_NAMES.map((name, at) => [name, all[at]])));
  }
  function change(name: TodoName, to: (list: TodoList<unknown>) => TodoList<unknown>) {
    const list = shown.current[name];
    if (list) show({ ...shown.current, [name]: to(list) });
  }
  useEffect(() => {
    if (isOnline) load();
  }, [isOnline, epoch]);
  useNews(account, isOnline, load);
  return {
    loaded: lists as Loaded | undefined,
    trouble,
    troubleAt,
    async loadMore(name, after) {
      const more = await loadTodo(account, name, after);
      if ('trouble' in more) return setTrouble([more.trouble, name]);
      setTrouble([null]);
      change(name, (list) => {
        // On a slow link it was asked for twice, or all was loaded anew meanwhile.
        if (list.next !== after) return list;
        // What is on its way to be done is counted no more, though the service may not know it yet.
        return { count: list.count, next: more.next, things: [...list.things, ...more.things] };
      });
    },
    async act(name, index, work) {
      begun.current += 1;
      acting.current += 1;
      change(name, ({ things, count, next }) => ({
        ...{ count: count - 1, next },
        things: things.filter((_, at) => at !== index),
      }));
      const refused = await work();
      acting.current -= 1;
      if (refused !== null || isLate.current) await load();
      return refused;
    },
  };
}

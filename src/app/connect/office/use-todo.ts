import { useEffect, useState } from 'preact/hooks';
import type { TodoList, TodoName } from '../../../protocol/todo/kind.ts';
import { TODO_NAMES } from '../../../protocol/todo/kinds.ts';
import type { Loaded } from '../../../screens/office/todo/sections.ts';
import type { Account, Trouble } from '../../actions/device.ts';
import { loadTodo } from '../../actions/keep-todo.ts';

export interface Todos {
  /** Absent until the first answer. */
  readonly loaded: Loaded | undefined;
  readonly trouble: Trouble | null;
  /** Loads all from the beginning. */
  load(): Promise<void>;
  /** Adds what comes after `after`. */
  loadMore(name: TodoName, after: string): Promise<void>;
  /** Takes one away that is done. */
  drop(name: TodoName, index: number): void;
}

type Lists = { readonly [Name in TodoName]?: TodoList<unknown> };

/** What waits, kind by kind, as far as it was loaded. */
export function useTodo(account: Account, isOnline: boolean): Todos {
  const [lists, setLists] = useState<Lists>();
  const [trouble, setTrouble] = useState<Trouble | null>(null);

  async function load() {
    const all = await Promise.all(TODO_NAMES.map((name) => loadTodo(account, name)));
    const failed = all.find((list) => 'trouble' in list);
    setTrouble(failed && 'trouble' in failed ? failed.trouble : null);
    if (!failed) setLists(Object.fromEntries(TODO_NAMES.map((name, at) => [name, all[at]])));
  }
  function change(name: TodoName, to: (list: TodoList<unknown>) => TodoList<unknown>) {
    setLists((now) => now?.[name] && { ...now, [name]: to(now[name]) });
  }
  useEffect(() => {
    if (isOnline) load();
  }, [isOnline]);
  return {
    loaded: lists as Loaded | undefined,
    trouble,
    load,
    async loadMore(name, after) {
      const more = await loadTodo(account, name, after);
      setTrouble('trouble' in more ? more.trouble : null);
      if ('trouble' in more) return;
      // What is on its way to be done is counted no more, though the service may not know it yet.
      change(name, ({ things, count }) => ({
        ...{ count, next: more.next },
        things: [...things, ...more.things],
      }));
    },
    drop(name, index) {
      change(name, ({ things, count, next }) => ({
        ...{ count: count - 1, next },
        things: things.filter((_, at) => at !== index),
      }));
    },
  };
}

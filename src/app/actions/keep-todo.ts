import { isDecided, type TodoList, type TodoName } from '../../protocol/todo/kind.ts';
import { type Things, TODO_KINDS } from '../../protocol/todo/kinds.ts';
import { loadChannels } from '../sync/load-channels.ts';
import { troubleOf } from '../sync/trouble.ts';
import type { Account, Trouble } from './device.ts';

/** A page of what waits for the person as a moderator, from `after` on. */
export async function loadTodo<Name extends TodoName>(
  { context }: Account,
  name: Name,
  after?: string,
): Promise<TodoList<Things[Name]> | { readonly trouble: Trouble }> {
  const kind = TODO_KINDS[name];
  return context.ask('get', kind.request(after)).then(
    (answer) => kind.read(answer) as TodoList<Things[Name]>,
    (error) => ({ trouble: troubleOf(error) }),
  );
}

/** Does something about a thing that waits; that somebody was faster is as good. */
export async function actOnTodo(
  { context }: Account,
  name: TodoName,
  verb: string,
  fields: Readonly<Record<string, string>>,
): Promise<Trouble | null> {
  const request = TODO_KINDS[name].act(verb, (field) => fields[field] ?? '');
  if (!request) return 'refused';
  try {
    await context.ask('set', request);
    return null;
  } catch (error) {
    const trouble = troubleOf(error);
    return isDecided(trouble) ? null : trouble;
  }
}

/** The first screen says how many are left. */
export async function countTodo({ context }: Account): Promise<void> {
  await loadChannels(context).catch(troubleOf);
}

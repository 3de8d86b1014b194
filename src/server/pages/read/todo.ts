import type { TodoName } from '../../../protocol/todo/kind.ts';
import { TODO_KINDS, TODO_NAMES } from '../../../protocol/todo/kinds.ts';
import type { Loaded } from '../../../screens/office/todo/sections.ts';
import type { Asker } from '../visitor.ts';

/** The beginning of all that waits for the asker as a moderator; of one kind alone, from `after` on. */
export async function readTodo(asker: Asker, more?: TodoName, after?: string): Promise<Loaded> {
  const names = more === undefined ? TODO_NAMES : [more];
  const lists = await Promise.all(
    names.map(async (name) => {
      const kind = TODO_KINDS[name];
      return [name, kind.read(await asker.ask('get', kind.request(after)))] as const;
    }),
  );
  return Object.fromEntries(lists);
}

import { isDecided } from '../../../protocol/todo/kind.ts';
import { todoKind } from '../../../protocol/todo/kinds.ts';
import { hrefOf } from '../../../screens/route.ts';
import { drawTodo } from '../draw/todo.tsx';
import { tryOut } from './try-out.ts';
import { DONE, type Outcome, type Write } from './write.ts';

/** Does about a thing that waits what its form says. */
export async function actOnTodo({ visitor, field }: Write): Promise<Outcome> {
  const request = todoKind(field('kind'))?.act(field('verb'), field);
  if (!request) return { show: await drawTodo(visitor, undefined, false, visitor.t.notOurForm) };
  const trouble = await tryOut(visitor, request);
  if (trouble !== null && !isDecided(trouble)) {
    return { show: await drawTodo(visitor, undefined, false, visitor.t.troubles[trouble]) };
  }
  return { goTo: `${hrefOf({ screen: 'todo' })}?${DONE}` };
}

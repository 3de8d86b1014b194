import { type Appeal, appealsRequest, decideAppealRequest, readAppeals } from '../appeal.ts';
import type { TodoKind } from './kind.ts';

/** Appeals against what others did by office. */
export const todoAppeals: TodoKind<Appeal> = {
  name: 'appeals',
  request: (after) => appealsRequest(after === undefined ? undefined : Number(after)),
  read(answer) {
    const { appeals, count, next } = readAppeals(answer);
    return { things: appeals, count, next: next === null ? null : String(next) };
  },
  act(verb, field) {
    const id = Number(field('id'));
    if (verb === 'grant-appeal') return decideAppealRequest(id, 'granted', '');
    return verb === 'refuse-appeal' ? decideAppealRequest(id, 'refused', '') : null;
  },
};

import { type Appeal, appealsRequest, decideAppealRequest, readAppeals } from '../appeal.ts';
import type { TodoKind } from './kind.ts';

/** Appeals against what others did by office. */
export const todoAppeals: TodoKind<Appeal> = {
  name: 'appeals',
  request: appealsRequest,
  read(answer) {
    const { appeals, ...page } = readAppeals(answer);
    return { things: appeals, ...page };
  },
  act(verb, field) {
    const id = Number(field('id'));
    if (verb === 'grant-appeal') return decideAppealRequest(id, 'granted', '');
    return verb === 'refuse-appeal' ? decideAppealRequest(id, 'refused', '') : null;
  },
};

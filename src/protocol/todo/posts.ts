import { RULES } from '../office.ts';
import type { Withheld } from '../withheld.ts';
import { approveRequest, queueRequest, readQueue, refuseRequest } from '../withheld-queue.ts';
import type { TodoKind } from './kind.ts';

/** Posts that wait to be approved. */
export const todoPosts: TodoKind<Withheld> = {
  name: 'posts',
  request: queueRequest,
  read(answer) {
    const { posts, ...page } = readQueue(answer);
    return { things: posts, ...page };
  },
  act(verb, field) {
    const [channel, id] = [field('channel'), field('id')];
    const rule = RULES.find((known) => known === field('choice'));
    if (verb === 'approve') return approveRequest(channel, id);
    return verb === 'refuse' && rule ? refuseRequest(channel, id, { rule, reason: '' }) : null;
  },
};

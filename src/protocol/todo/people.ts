import { letInRequest } from '../pubsub-owner.ts';
import { readWaiting, type WaitingPerson, waitingRequest } from '../waiting.ts';
import type { TodoKind } from './kind.ts';

/** People who ask to be let in. */
export const todoPeople: TodoKind<WaitingPerson> = {
  name: 'people',
  request: waitingRequest,
  read(answer) {
    const { people, ...page } = readWaiting(answer);
    return { things: people, ...page };
  },
  act(verb, field) {
    const [channel, jid] = [field('channel'), field('jid')];
    const isLetIn = verb === 'let-in';
    return isLetIn || verb === 'keep-out' ? letInRequest(channel, jid, isLetIn) : null;
  },
};

import { type Incident, incidentsRequest, readIncidents } from '../incident.ts';
import { answerRequest, readWaitingIncidents } from '../incident-office.ts';
import type { TodoKind } from './kind.ts';

/** Reports of something broken that nobody has taken up. */
export const todoIncidents: TodoKind<Incident> = {
  name: 'incidents',
  request: (after) => incidentsRequest('waiting', after),
  read: (answer) => ({ things: readIncidents(answer), ...readWaitingIncidents(answer) }),
  act(verb, field) {
    const [reference, seen, choice] = [field('reference'), field('seen'), field('choice')];
    if (verb === 'take-up') return answerRequest(reference, 'working', '', seen);
    const isEnd = choice === 'done' || choice === 'refused';
    return verb === 'settle' && isEnd ? answerRequest(reference, choice, '', seen) : null;
  },
};

import {
  answerRequest,
  type Incident,
  incidentsRequest,
  readIncidents,
  readWaitingIncidents,
} from '../incident.ts';
import type { TodoKind } from './kind.ts';

/** Reports of something broken that nobody has taken up. */
export const todoIncidents: TodoKind<Incident> = {
  name: 'incidents',
  request: (after) => incidentsRequest('waiting', after),
  read: (answer) => ({ things: readIncidents(answer), ...readWaitingIncidents(answer) }),
  act(verb, field) {
    const state = verb === 'take-up' ? 'working' : field('choice');
    if (state !== 'working' && state !== 'done' && state !== 'refused') return null;
    return answerRequest(field('reference'), state, '');
  },
};

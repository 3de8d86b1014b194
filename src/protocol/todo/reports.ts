import { type Case, casesRequest, decideCaseRequest, readCases } from '../case.ts';
import { RULES } from '../office.ts';
import type { TodoKind } from './kind.ts';

/** Posts and people that were reported. */
export const todoReports: TodoKind<Case> = {
  name: 'reports',
  request: casesRequest,
  read(answer) {
    const { cases, ...page } = readCases(answer);
    return { things: cases, ...page };
  },
  act(verb, field) {
    const id = Number(field('id'));
    const rule = RULES.find((known) => known === field('choice'));
    switch (verb) {
      case 'remove-reported':
        return rule ? decideCaseRequest(id, 'acted', { rule, reason: '' }) : null;
      case 'answer-acted':
        return decideCaseRequest(id, 'acted', { reason: '' });
      case 'answer-kept':
        return decideCaseRequest(id, 'kept', { reason: '' });
      default:
        return null;
    }
  },
};

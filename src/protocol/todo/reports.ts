import { type Case, casesRequest, decideCaseRequest, readCases } from '../case.ts';
import { RULES } from '../office.ts';
import type { TodoKind } from './kind.ts';

/** Posts and people that were reported. */
export const todoReports: TodoKind<Case> = {
  name: 'reports',
  request: (after) => casesRequest(after === undefined ? undefined : Number(after)),
  read(answer) {
    const { cases, count, next } = readCases(answer);
    return { things: cases, count, next: next === null ? null : String(next) };
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

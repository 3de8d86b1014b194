import { todoAppeals } from './appeals.ts';
import { todoIncidents } from './incidents.ts';
import type { TodoKind, TodoName } from './kind.ts';
import { todoPeople } from './people.ts';
import { todoPosts } from './posts.ts';
import { todoReports } from './reports.ts';

/** Every kind, by its name: first what keeps others waiting longest. */
export const TODO_KINDS = {
  posts: todoPosts,
  reports: todoReports,
  appeals: todoAppeals,
  people: todoPeople,
  incidents: todoIncidents,
} as const;

type ThingOf<Kind> = Kind extends TodoKind<infer Thing> ? Thing : never;

/** What waits, by its kind. */
export type Things = {
  readonly [Name in TodoName]: ThingOf<(typeof TODO_KINDS)[Name]>;
};

export const TODO_NAMES = Object.keys(TODO_KINDS) as readonly TodoName[];

/** The kind of that name; `null` where there is none. */
export function todoKind(name: string): TodoKind<unknown> | null {
  const known = TODO_NAMES.find((one) => one === name);
  return known === undefined ? null : TODO_KINDS[known];
}

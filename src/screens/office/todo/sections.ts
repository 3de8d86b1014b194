import type { TodoList } from '../../../protocol/todo/kind.ts';
import { type Things, TODO_NAMES } from '../../../protocol/todo/kinds.ts';
import type { Text } from '../../text/en.ts';
import type { IncidentText } from '../../text/incident/incident-en.ts';
import type { OfficeText } from '../../text/office/office-en.ts';
import { appealsLook } from './appeals.ts';
import { incidentsLook } from './incidents.ts';
import { peopleLook } from './people.ts';
import { postsLook } from './posts.ts';
import { reportsLook } from './reports.ts';
import type { TodoLook, TodoSection } from './row.ts';

const LOOKS: { readonly [Name in keyof Things]: TodoLook<Things[Name]> } = {
  posts: postsLook,
  reports: reportsLook,
  appeals: appealsLook,
  people: peopleLook,
  incidents: incidentsLook,
};

/** What was loaded, by its kind. */
export type Loaded = { readonly [Name in keyof Things]?: TodoList<Things[Name]> };

/** Sections in the order of the kinds; none for what nothing waits of. */
export function sectionsOf(
  loaded: Loaded,
  t: Text,
  o: OfficeText,
  i: IncidentText,
): readonly TodoSection[] {
  return TODO_NAMES.flatMap((name) => {
    const list = loaded[name] as TodoList<unknown> | undefined;
    if (!list || list.things.length === 0) return [];
    const look = LOOKS[name] as TodoLook<unknown>;
    const rows = list.things.map((thing) => look.row(thing, t, o, i));
    return [{ name, heading: look.heading(o), count: list.count, rows, next: list.next }];
  });
}

/** What waits for a moderator: kinds of things, each in a file beside this one (`kinds.ts` lists them). */
import type { QueuePage } from '../queue-page.ts';
import type { Element } from '../xml.ts';

/** Names of the kinds, in the order in which they are shown. */
export type TodoName = 'posts' | 'reports' | 'appeals' | 'people' | 'incidents';

/** One page of a kind, oldest first. */
export interface TodoList<Thing> extends QueuePage {
  readonly things: readonly Thing[];
}

/** What a form says: a value by its name, empty where it is missing. */
export type Field = (name: string) => string;

/** How a kind of thing is asked for, and how what is done about one is said. */
export interface TodoKind<Thing> {
  readonly name: TodoName;
  request(after: string | undefined): Element;
  read(answer: Element): TodoList<Thing>;
  /** What a verb asks of the service; `null` where it is none of this kind. */
  act(verb: string, field: Field): Element | null;
}

/** Whether somebody was faster: it waits no more, or not as it was seen. */
export const isDecided = (trouble: string | null): boolean =>
  trouble === 'not-found' || trouble === 'conflict';

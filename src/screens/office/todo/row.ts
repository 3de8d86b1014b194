import type { TodoName } from '../../../protocol/todo/kind.ts';
import type { AskedVerb } from '../../parts/ask-first.tsx';
import type { Text } from '../../text/en.ts';
import type { IncidentText } from '../../text/incident/incident-en.ts';
import type { OfficeText } from '../../text/office/office-en.ts';

/** A thing that waits, as the screen shows it. */
export interface TodoRow {
  /** Unlike that of any other thing of its kind; it stands in addresses. */
  readonly key: string;
  /** Bare JID of whom it is about, or from; empty where nobody knows any more. */
  readonly person: string;
  /** Where more can be done about whoever it is. */
  readonly href?: string | undefined;
  /** Where it happened, in words. */
  readonly place: string;
  /** ISO 8601; absent where nobody knows. */
  readonly since?: string | undefined;
  readonly title?: string | undefined;
  /** Where more can be done about the thing itself. */
  readonly titleHref?: string | undefined;
  readonly text?: string | undefined;
  /** What else one has to know, each in a line. */
  readonly notes?: readonly string[] | undefined;
  /** What its forms say of which it is. */
  readonly fields: Readonly<Record<string, string>>;
  readonly verbs: readonly AskedVerb[];
}

/** How a kind of thing looks. */
export interface TodoLook<Thing> {
  heading(o: OfficeText): string;
  row(thing: Thing, t: Text, o: OfficeText, i: IncidentText): TodoRow;
}

export interface TodoSection {
  readonly name: TodoName;
  readonly heading: string;
  readonly count: number;
  readonly rows: readonly TodoRow[];
  /** After what there are more; `null` where these are all. */
  readonly next: string | null;
}

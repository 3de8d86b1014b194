/** What an office alone asks and says of incidents: no phone of a citizen has this. */
import { INCIDENT_STATES, type IncidentState } from './incident.ts';
import { codePoints, MAX_DESCRIPTION, xmlSafe } from './limits.ts';
import { NS } from './namespaces.ts';
import { type QueuePage, readQueuePage } from './queue-page.ts';
import { child, type Element, el, textOf } from './xml.ts';

/** What an office says of an incident. */
export interface OfficeAnswer {
  readonly state: IncidentState;
  readonly text: string;
  /** When what its official had seen was said: it is refused where another one answered since. */
  readonly seen?: string | undefined;
}

/** An office says how it stands. */
export const answerRequest = (
  reference: string,
  state: IncidentState,
  text: string,
  seen?: string,
): Element => el(NS.OFFICE, 'answer', { reference, state, seen: seen || undefined }, text);

/** What an office says; `null` where the state is none, or the words too many. */
export function readAnswer(answer: Element): OfficeAnswer | null {
  const state = INCIDENT_STATES.find((known) => known === answer.attrs.state);
  const text = xmlSafe(textOf(answer)).trim();
  if (state === undefined || codePoints(text) > MAX_DESCRIPTION) return null;
  return { state, text, seen: answer.attrs.seen };
}

/** What the list of incidents that wait says of itself. */
export function readWaitingIncidents(answer: Element): QueuePage {
  return readQueuePage(child(answer, 'incidents', NS.OFFICE));
}

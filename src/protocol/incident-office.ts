/** The part of incidents that officials alone need: a file of its own, so that citizens' phones do not load it. */
import { INCIDENT_STATES, type IncidentState } from './incident.ts';
import { codePoints, MAX_DESCRIPTION, xmlSafe } from './limits.ts';
import { NS } from './namespaces.ts';
import { type QueuePage, readQueuePage } from './queue-page.ts';
import { child, type Element, el, textOf } from './xml.ts';

/** What an office says of an incident. */
export interface OfficeAnswer {
  readonly state: IncidentState;
  readonly text: string;
  /** `updated` of the incident as the official saw it: the answer is refused where another one came since. */
  readonly seen?: string | undefined;
}

/** Request: the office's answer to a report. */
export const answerRequest = (
  reference: string,
  state: IncidentState,
  text: string,
  seen?: string,
): Element => el(NS.OFFICE, 'answer', { reference, state, seen: seen || undefined }, text);

/** Reads it; `null` where the state is unknown, or the text too long. */
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

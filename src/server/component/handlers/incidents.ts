import { ITEM_ID } from '../../../protocol/channel.ts';
import {
  incidentElement,
  incidentsElement,
  readReport,
  WHOSE,
} from '../../../protocol/incident.ts';
import { readAnswer } from '../../../protocol/incident-office.ts';
import {
  answerIncident,
  readIncident,
  readIncidents,
  reportIncident,
  seeIncident,
  waitingIncidents,
} from '../../service/incidents.ts';
import { badRequest } from '../../service/refusal.ts';
import type { Handler } from '../call.ts';

/** `set incident`: somebody reports something broken; the answer has its number. */
export const setIncident: Handler = async ({ ctx, actor, payload }) => {
  const { id = '' } = payload.attrs;
  const report = readReport(payload);
  if (!report || !ITEM_ID.test(id)) throw badRequest();
  return incidentElement(await reportIncident(ctx, actor, id, report));
};

/** `get incident`: the one of that reference. */
export const getIncident: Handler = async ({ ctx, actor, payload }) =>
  incidentElement(await readIncident(ctx, actor, payload.attrs.reference ?? ''));

/** `get incidents`: a page of one's own, of those for everybody, of an office's, or of those that wait there. */
export const getIncidents: Handler = async ({ ctx, actor, payload }) => {
  const who = WHOSE.find((known) => known === payload.attrs.who);
  if (!who) throw badRequest();
  const { before, after } = payload.attrs;
  if (who !== 'waiting') return incidentsElement(await readIncidents(ctx, actor, who, before));
  const { incidents, ...waiting } = await waitingIncidents(ctx, actor, after);
  return incidentsElement(incidents, waiting);
};

/** `set incidents` with `seen`: the asker has seen what was said up to `updated`. */
export const setIncidentSeen: Handler = async ({ ctx, actor, payload }) => {
  const { seen, updated } = payload.attrs;
  if (!seen || !updated) throw badRequest();
  await seeIncident(ctx, actor, seen, updated);
  return undefined;
};

/** `set answer`: an official says how it stands. */
export const setAnswer: Handler = async ({ ctx, actor, payload }) => {
  const answer = readAnswer(payload);
  if (!answer) throw badRequest();
  const { reference = '' } = payload.attrs;
  return incidentElement(await answerIncident(ctx, actor, reference, answer));
};

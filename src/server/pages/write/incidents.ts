/** Reports of something broken, and what an office says to them, by forms. */
import { randomUUID } from 'node:crypto';
import {
  INCIDENT_STATES,
  isAbout,
  MAX_ACCOUNT,
  MAX_WHERE,
  type ReportFields,
  reportIncidentRequest,
} from '../../../protocol/incident.ts';
import { answerRequest } from '../../../protocol/incident-office.ts';
import { codePoints, MAX_DESCRIPTION } from '../../../protocol/limits.ts';
import type { ServiceTrouble } from '../../../protocol/trouble.ts';
import type { ReportProblems } from '../../../screens/incident/report-form.tsx';
import type { DeskAnswer } from '../../../screens/office/desk-incident.tsx';
import { hrefOf } from '../../../screens/route.ts';
import { drawDeskIncident } from '../draw/desk.tsx';
import { drawReportForm } from '../draw/incidents.tsx';
import type { Visitor } from '../visitor.ts';
import { photoIn, sendPhoto } from './send-picture.ts';
import { tryOut } from './try-out.ts';
import { DONE, idOf, type Outcome, typedIn, type Write } from './write.ts';

/** What a form says of something broken. */
export function reportIn(write: Write): ReportFields {
  const { field } = write;
  const typed = (name: string) => typedIn(write, name);
  return {
    ...{ text: typed('what'), where: typed('where'), account: typed('account') },
    channel: typed('area'),
    open: field('open') !== '',
  };
}

/** Reports something broken to the office. */
export async function reportIncident(write: Write, about: string): Promise<Outcome> {
  const { visitor } = write;
  const { t } = visitor;
  const fields = reportIn(write);
  const id = idOf(write);
  const again = async (problems: ReportProblems, same = true) => {
    const isBad = problems.what === t.troubles['bad-picture'];
    const photo = photoIn(write, isBad ? 'bad-picture' : null);
    const page = await drawReportForm(visitor, about, { fields, problems, photo });
    return { show: { ...page, carried: { id: same ? id : randomUUID() } } };
  };
  const { noWhere, tooLong } = t.incident;
  if (fields.text === '') return again({ what: t.troubles.empty });
  if (fields.where === '') return again({ where: noWhere });
  const isLong = codePoints(fields.text) > MAX_DESCRIPTION;
  if (isLong || !isAbout(about)) return again({ what: t.troubles['too-long'] });
  if (codePoints(fields.where) > MAX_WHERE) return again({ where: tooLong(MAX_WHERE) });
  if (codePoints(fields.account) > MAX_ACCOUNT) return again({ account: tooLong(MAX_ACCOUNT) });
  const photo = await sendPhoto(write, { channel: visitor.me ?? '', kind: 'incident', of: id });
  if (photo && 'trouble' in photo) return again({ what: t.troubles[photo.trouble] });
  const told = photo ? { ...fields, about, photo } : { ...fields, about };
  const trouble = await tryOut(visitor, reportIncidentRequest(id, told));
  if (trouble !== null) return again({ what: t.troubles[trouble] }, trouble !== 'conflict');
  return { goTo: hrefOf({ screen: 'incidents' }) };
}

/** What an official says in a form. */
export function answerIn(write: Write): DeskAnswer {
  const { field } = write;
  const state = INCIDENT_STATES.find((known) => known === field('state')) ?? 'working';
  return { state, text: typedIn(write, 'answer'), seen: field('seen') || undefined };
}

/** Says as an official how a report stands. */
export async function answer(write: Write, reference: string): Promise<Outcome> {
  const { visitor } = write;
  const fields = answerIn(write);
  const again = async (problem: string, said = fields): Promise<Outcome> => ({
    show: await drawDeskIncident(visitor, reference, false, { fields: said, problem }),
  });
  if (codePoints(fields.text) > MAX_DESCRIPTION) return again(visitor.t.troubles['too-long']);
  const request = answerRequest(reference, fields.state, fields.text, fields.seen);
  const trouble = await tryOut(visitor, request);
  if (trouble === 'conflict') {
    return again(visitor.t.office.changedMeanwhile, { ...fields, seen: undefined });
  }
  if (trouble !== null) return again(sentenceOf(visitor, trouble));
  return { goTo: `${hrefOf({ screen: 'desk-incident', reference })}?${DONE}` };
}

function sentenceOf({ t }: Visitor, trouble: ServiceTrouble): string {
  return trouble === 'forbidden' ? t.office.notAtDesk : t.troubles[trouble];
}

/** Reports of something broken, and what an office says to them, by forms. */
import { randomUUID } from 'node:crypto';
import { ITEM_ID } from '../../../protocol/channel.ts';
import {
  isAbout,
  MAX_ACCOUNT,
  MAX_WHERE,
  type ReportFields,
  reportRequest,
  STATES,
} from '../../../protocol/incident.ts';
import { answerRequest } from '../../../protocol/incident-office.ts';
import { codePoints, MAX_DESCRIPTION, xmlSafe } from '../../../protocol/limits.ts';
import type { DeskAnswer } from '../../../screens/office/desk-incident.tsx';
import { hrefOf } from '../../../screens/route.ts';
import { drawDeskIncident } from '../draw/desk.tsx';
import { drawReportForm } from '../draw/incidents.tsx';
import { troubleOf, type Visitor } from '../visitor.ts';
import { photoIn, sendPicture } from './send-picture.ts';
import { DONE, type Outcome, type Write } from './write.ts';

/** What a form says of something broken. */
export function reportIn({ field }: Write): ReportFields {
  const typed = (name: string) => xmlSafe(field(name)).trim();
  return {
    ...{ text: typed('what'), where: typed('where'), account: typed('account') },
    channel: typed('area'),
    open: field('open') !== '',
  };
}

/** Reports something broken to the office. */
export async function reportIncident(write: Write, about: string): Promise<Outcome> {
  const { visitor, field } = write;
  const { t } = visitor;
  const fields = reportIn(write);
  const id = ITEM_ID.test(field('id')) ? field('id') : randomUUID();
  const again = async (what: string | null, where: string | null = null, same = true) => {
    const photo = photoIn(write, what === t.troubles['bad-picture'] ? 'bad-picture' : null);
    const page = await drawReportForm(visitor, about, { fields, problems: { what, where }, photo });
    return { show: { ...page, carried: { id: same ? id : randomUUID() } } };
  };
  if (fields.text === '') return again(t.troubles.empty);
  if (fields.where === '') return again(null, t.incident.noWhere);
  const isLong =
    codePoints(fields.text) > MAX_DESCRIPTION ||
    codePoints(fields.where) > MAX_WHERE ||
    codePoints(fields.account) > MAX_ACCOUNT;
  if (isLong || !isAbout(about)) return again(t.troubles['too-long']);
  try {
    const photo = await sendPhoto(write, id);
    if (photo && 'trouble' in photo) return again(t.troubles[photo.trouble]);
    const told = photo ? { ...fields, about, photo } : { ...fields, about };
    await visitor.ask('set', reportRequest(id, told));
    return { goTo: hrefOf({ screen: 'incidents' }) };
  } catch (error) {
    const trouble = troubleOf(error);
    return again(t.troubles[trouble], null, trouble !== 'conflict');
  }
}

/** Its id comes of the report's: a form that is sent twice makes one photo. */
async function sendPhoto(write: Write, report: string) {
  if (!write.picture) return undefined;
  const id = `${report.slice(0, 62)}.p`;
  const channel = write.visitor.me ?? '';
  const trouble = await sendPicture(write, { channel, kind: 'incident', id });
  if (trouble !== null && trouble !== 'conflict') return { trouble };
  return { id, alt: xmlSafe(write.field('alt')).trim() };
}

/** What an official says in a form. */
export function answerIn({ field }: Write): DeskAnswer {
  const state = STATES.find((known) => known === field('state')) ?? 'working';
  return { state, text: xmlSafe(field('answer')).trim() };
}

/** Says as an official how a report stands. */
export async function answer(write: Write, reference: string): Promise<Outcome> {
  const { visitor } = write;
  const fields = answerIn(write);
  const again = async (problem: string): Promise<Outcome> => ({
    show: await drawDeskIncident(visitor, reference, false, { fields, problem }),
  });
  if (codePoints(fields.text) > MAX_DESCRIPTION) return again(visitor.t.troubles['too-long']);
  try {
    await visitor.ask('set', answerRequest(reference, fields.state, fields.text));
    return { goTo: `${hrefOf({ screen: 'desk-incident', reference })}?${DONE}` };
  } catch (error) {
    return again(sentenceOf(visitor, troubleOf(error)));
  }
}

function sentenceOf({ t }: Visitor, trouble: ReturnType<typeof troubleOf>): string {
  return trouble === 'forbidden' ? t.office.notAtDesk : t.troubles[trouble];
}

/** Reports of something broken: taken in, told to whom they concern, and answered by an office. */
import { nodeOf } from '../../protocol/channel.ts';
import {
  INCIDENTS_PAGE,
  type Incident,
  type IncidentReport,
  type IncidentState,
  type Whose,
} from '../../protocol/incident.ts';
import { findChannel } from '../storage/channels.ts';
import type { Reader, Writer } from '../storage/database.ts';
import { insertDelivery } from '../storage/incident-deliveries.ts';
import {
  countAnswered,
  countOpen,
  findIncident,
  findReported,
  type IncidentRow,
  insertEvent,
  insertIncident,
  listIncidents,
  seeEvents,
} from '../storage/incidents.ts';
import { audit } from './audit.ts';
import type { Actor, ServiceContext } from './context.ts';
import { authorize } from './gate.ts';
import { isAtDesk } from './incident-desk.ts';
import { newReference, readReference } from './incident-reference.ts';
import { findPhotos } from './post-photos.ts';
import { conflict, forbidden, notFound, registrationRequired } from './refusal.ts';
import { allShown, asShown, isPublic } from './show-incident.ts';

/** More than one person ever reports. */
const ALL = 100_000;

/**
 * Takes a report in and answers with it, its number included. The same report sent twice under one
 * id is stored, and sent on, once.
 */
export async function reportIncident(
  ctx: ServiceContext,
  actor: Actor,
  id: string,
  report: IncidentReport,
): Promise<Incident> {
  if (!actor.isLocal) throw registrationRequired();
  return ctx.database.write(async (writer) => {
    const before = await findReported(writer, actor.jid, id);
    if (before && !isSame(before, report)) throw conflict();
    const row = before ?? (await takeIn(ctx, writer, actor, id, report));
    return asShown(writer, row, { isAuthor: true, isDesk: false });
  });
}

async function takeIn(
  ctx: ServiceContext,
  writer: Writer,
  actor: Actor,
  id: string,
  report: IncidentReport,
): Promise<IncidentRow> {
  ctx.rates?.take('report', actor);
  // Nobody learns by a report which channels there are that they may not read.
  if (report.channel !== '') await authorize(writer, actor, 'read', nodeOf(report.channel));
  const photo = await ownPhoto(writer, actor, report);
  const { about, text, where: place, channel, account } = report;
  const reference = await unusedReference(writer);
  const at = ctx.now();
  await insertIncident(writer, {
    ...{ reference, id, author: actor.jid, about, text, place, channel, account, at },
    open: Number(report.open),
    photo: photo ? JSON.stringify(photo) : null,
  });
  const row = (await findIncident(writer, reference)) as IncidentRow;
  for (const to of ctx.desk?.recipients ?? []) {
    await insertDelivery(writer, row.rowId, { ...to, due: at });
  }
  writer.onCommit(() => ctx.desk?.wake());
  return row;
}

async function unusedReference(reader: Reader): Promise<string> {
  for (;;) {
    const reference = newReference();
    if (!(await findIncident(reader, reference))) return reference;
  }
}

async function ownPhoto(reader: Reader, actor: Actor, { photo }: IncidentReport) {
  if (!photo) return undefined;
  const own = await findChannel(reader, actor.jid);
  const [found] = await findPhotos(reader, own?.id ?? 0, actor.jid, [photo], 'incident');
  return found?.photo;
}

/** Whether that report is what was stored under its id. */
function isSame(row: IncidentRow, { about, text, where, account }: IncidentReport): boolean {
  return row.about === about && row.text === text && row.place === where && row.account === account;
}

/** A page of incidents, newest first, before the one of that reference. */
export async function readIncidents(
  ctx: ServiceContext,
  actor: Actor,
  who: Whose,
  before: string | undefined,
): Promise<readonly Incident[]> {
  return ctx.database.read(async (reader) => {
    const isDesk = who === 'desk' && (await isAtDesk(ctx, reader, actor));
    if (who === 'desk' && !isDesk) throw forbidden();
    const last = before === undefined ? undefined : await findIncident(reader, before);
    if (before !== undefined && !last) throw notFound();
    const from = last?.rowId ?? Number.MAX_SAFE_INTEGER;
    const rows = await listIncidents(reader, who, actor.jid, from, INCIDENTS_PAGE);
    return allShown(reader, rows, { isAuthor: who === 'own', isDesk });
  });
}

/** All that the asker has reported, newest first. */
export function ownIncidents(ctx: ServiceContext, actor: Actor): Promise<readonly Incident[]> {
  return ctx.database.read(async (reader) => {
    const rows = await listIncidents(reader, 'own', actor.jid, Number.MAX_SAFE_INTEGER, ALL);
    return allShown(reader, rows, { isAuthor: true, isDesk: false });
  });
}

/** One incident, for its author, the office, and where it is open for everybody. */
export async function readIncident(
  ctx: ServiceContext,
  actor: Actor,
  said: string,
): Promise<Incident> {
  return ctx.database.read(async (reader) => {
    const row = await find(reader, said);
    const isAuthor = row.author !== '' && row.author === actor.jid;
    const isDesk = await isAtDesk(ctx, reader, actor);
    // That a number is in use says something already.
    if (!isAuthor && !isDesk && !isPublic(row)) throw notFound();
    return asShown(reader, row, { isAuthor, isDesk });
  });
}

async function find(reader: Reader, said: string): Promise<IncidentRow> {
  const reference = readReference(said);
  const row = reference ? await findIncident(reader, reference) : undefined;
  if (!row) throw notFound();
  return row;
}

/** An official says how it stands, and something to its author. */
export async function answerIncident(
  ctx: ServiceContext,
  actor: Actor,
  said: string,
  answer: { readonly state: IncidentState; readonly text: string },
): Promise<Incident> {
  return ctx.database.write(async (writer) => {
    if (!(await isAtDesk(ctx, writer, actor))) throw forbidden();
    const { rowId, reference, author } = await find(writer, said);
    const { state, text } = answer;
    await insertEvent(writer, rowId, { at: ctx.now(), actor: actor.jid, state, text }, true);
    if (author !== '') writer.onCommit(() => ctx.tellOffice({ jid: author }));
    const office = ctx.admins.has(actor.jid) ? 'admin' : 'moderator';
    const done = { act: 'answer-incident' as const, office, subject: reference, detail: state };
    await audit(ctx, writer, actor, { ...done, channel: ctx.desk?.channel ?? '', reason: text });
    return asShown(writer, await find(writer, reference), { isAuthor: false, isDesk: true });
  });
}

/** The asker has seen what was said about their report up to that moment. */
export async function seeIncident(
  ctx: ServiceContext,
  actor: Actor,
  reference: string,
  updated: string,
): Promise<void> {
  await ctx.database.write((writer) => seeEvents(writer, actor.jid, reference, updated));
}

/** How many own reports have news, and for officials how many are left to deal with. */
export async function countIncidents(
  ctx: ServiceContext,
  reader: Reader,
  actor: Actor,
): Promise<{ readonly answered: number; readonly desk: number | undefined }> {
  const isDesk = await isAtDesk(ctx, reader, actor);
  const answered = await countAnswered(reader, actor.jid);
  return { answered, desk: isDesk ? await countOpen(reader) : undefined };
}

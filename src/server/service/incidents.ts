/** Reports of something broken: taken in, told to whom they concern, and answered by an office. */
import { nodeOf } from '../../protocol/channel.ts';
import {
  INCIDENTS_PAGE,
  type Incident,
  type IncidentReport,
  type Whose,
} from '../../protocol/incident.ts';
import type { OfficeAnswer } from '../../protocol/incident-office.ts';
import type { QueuePage } from '../../protocol/queue-page.ts';
import { findChannel } from '../storage/channels.ts';
import { expectRow, type Reader, type Writer } from '../storage/database.ts';
import { insertDelivery } from '../storage/incident-deliveries.ts';
import {
  countAnswered,
  countIncidents,
  type EventRow,
  eventsOf,
  findIncident,
  findReported,
  type IncidentRow,
  insertEvent,
  insertIncident,
  listIncidents,
  listIncidentsUp,
  type Scope,
  seeEvents,
} from '../storage/incidents.ts';
import { audit } from './audit.ts';
import type { Actor, ServiceContext } from './context.ts';
import { authorize } from './gate.ts';
import { isInScope, scopeOf, tellDesk } from './incident-desk.ts';
import { newReference, readReference } from './incident-reference.ts';
import { queuePage } from './paging.ts';
import { findPhotos } from './post-photos.ts';
import { conflict, forbidden, notFound, registrationRequired } from './refusal.ts';
import { allShown, asShown, isPublic } from './show-incident.ts';

/** How many waiting incidents one page has. */
const WAITING_PAGE = 20;

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
  const row = expectRow(await findIncident(writer, reference));
  for (const to of ctx.desk?.recipients ?? []) {
    await insertDelivery(writer, row.rowId, { ...to, due: at });
  }
  writer.onCommit(() => ctx.desk?.wake());
  await tellDesk(ctx, writer, channel);
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
  who: Exclude<Whose, 'waiting'>,
  before: string | undefined,
): Promise<readonly Incident[]> {
  return ctx.database.read(async (reader) => {
    const chosen =
      who === 'desk'
        ? { open: await scopeAtDesk(ctx, reader, actor) }
        : who === 'own'
          ? { author: actor.jid }
          : who;
    // That a number is in use says something already: pages turn on what the asker sees.
    const isSeen = (row: IncidentRow) =>
      who === 'own' ? row.author === actor.jid : who === 'desk' || isPublic(row);
    const from = await rowOf(reader, before, Number.MAX_SAFE_INTEGER, isSeen);
    const rows = await listIncidents(reader, chosen, from, INCIDENTS_PAGE);
    return allShown(reader, rows, { isAuthor: who === 'own', isDesk: who === 'desk' });
  });
}

/** A page of what nobody has taken up of those that the actor deals with, oldest first. */
export async function waitingIncidents(
  ctx: ServiceContext,
  actor: Actor,
  after: string | undefined,
): Promise<QueuePage & { readonly incidents: readonly Incident[] }> {
  return ctx.database.read(async (reader) => {
    const scope = await scopeOf(ctx, reader, actor);
    // Every moderator asks what waits for them, whatever that may be.
    if (scope === null) return { incidents: [], count: 0, next: null };
    const from = await rowOf(reader, after, 0);
    const read = (max: number) => listIncidentsUp(reader, { waiting: scope }, from, max);
    const { rows, next } = await queuePage(WAITING_PAGE, read, ({ reference }) => reference);
    return {
      incidents: await allShown(reader, rows, { isAuthor: false, isDesk: true }),
      count: await countIncidents(reader, { waiting: scope }),
      next,
    };
  });
}

/** The place of the incident of that reference in the order of all; `otherwise` without one. */
async function rowOf(
  reader: Reader,
  reference: string | undefined,
  otherwise: number,
  isSeen: (row: IncidentRow) => boolean = () => true,
): Promise<number> {
  const row = reference === undefined ? undefined : await findIncident(reader, reference);
  if (reference !== undefined && !(row && isSeen(row))) throw notFound();
  return row?.rowId ?? otherwise;
}

async function scopeAtDesk(ctx: ServiceContext, reader: Reader, actor: Actor): Promise<Scope> {
  const scope = await scopeOf(ctx, reader, actor);
  if (scope === null) throw forbidden();
  return scope;
}

/** All that the asker has reported, newest first. */
export function ownIncidents(ctx: ServiceContext, actor: Actor): Promise<readonly Incident[]> {
  return ctx.database.read(async (reader) => {
    const own = { author: actor.jid };
    const rows = await listIncidents(reader, own, Number.MAX_SAFE_INTEGER, ALL);
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
    const isDesk = await isInScope(reader, await scopeOf(ctx, reader, actor), row.channel);
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
  answer: OfficeAnswer,
): Promise<Incident> {
  return ctx.database.write(async (writer) => {
    const scope = await scopeAtDesk(ctx, writer, actor);
    const { rowId, reference, author, channel } = await find(writer, said);
    if (!(await isInScope(writer, scope, channel))) throw forbidden();
    const { state, text, seen } = answer;
    const events = await eventsOf(writer, rowId);
    const isSince = ({ at }: EventRow) => seen !== undefined && at > seen;
    const isThis = (event: EventRow) =>
      event.actor === actor.jid && event.state === state && event.text === text;
    // That it was sent on meanwhile is nobody's answer.
    const isOvertaken = events.some(
      (event) => isSince(event) && event.actor !== '' && event.actor !== actor.jid,
    );
    // A form that was sent twice, whatever others answered between.
    const isAgain = events.some(
      (event) => isThis(event) && (event === events.at(-1) || (isOvertaken && isSince(event))),
    );
    if (isAgain)
      return asShown(writer, await find(writer, said), { isAuthor: false, isDesk: true });
    if (isOvertaken) throw conflict();
    await insertEvent(writer, rowId, { at: ctx.now(), actor: actor.jid, state, text }, true);
    if (author !== '') writer.onCommit(() => ctx.tellOffice({ jid: author }));
    await tellDesk(ctx, writer, channel, actor.fullJid);
    const office = officeOf(ctx, actor, scope);
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

function officeOf({ admins }: ServiceContext, { jid }: Actor, scope: Scope): string {
  if (admins.has(jid)) return 'admin';
  return scope === 'all' ? 'moderator' : 'place-moderator';
}

/** How many own reports have news; for officials how many are left to deal with, and not even taken up. */
export async function incidentsOf(
  ctx: ServiceContext,
  reader: Reader,
  actor: Actor,
): Promise<{
  readonly answered: number;
  readonly desk: number | undefined;
  readonly waiting: number;
}> {
  const scope = await scopeOf(ctx, reader, actor);
  const answered = await countAnswered(reader, actor.jid);
  if (scope === null) return { answered, desk: undefined, waiting: 0 };
  const waiting = await countIncidents(reader, { waiting: scope });
  return { answered, desk: await countIncidents(reader, { open: scope }), waiting };
}

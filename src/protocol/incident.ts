/** Reports of something broken, from a person to an office (docs/protocol.md, "Incidents"). */
import { ITEM_ID } from './channel.ts';
import { toBare } from './jid.ts';
import { codePoints, MAX_DESCRIPTION, MAX_REASON, xmlSafe } from './limits.ts';
import { NS } from './namespaces.ts';
import type { DraftPhoto, PostPhoto } from './post-media.ts';
import { type QueuePage, queuePageAttrs } from './queue-page.ts';
import { child, childrenOf, childText, type Element, el, textOf } from './xml.ts';

/** Kinds of things that can be reported; those that begin with `home-` are about somebody's own home. */
export const ABOUT = [
  ...(['home-water', 'home-electricity', 'home-refuse', 'home-sewage', 'home-other'] as const),
  ...(['refuse', 'lighting', 'robots', 'wifi', 'roads', 'signs', 'parks'] as const),
  ...(['street-furniture', 'other'] as const),
] as const;
export type About = (typeof ABOUT)[number];

/** How a report stands. An office sets each of these, except `sent-on`, which the service does. */
export const INCIDENT_STATES = ['received', 'sent-on', 'working', 'done', 'refused'] as const;
export type IncidentState = (typeof INCIDENT_STATES)[number];

/** States in which something is left to do. */
export const OPEN_STATES: readonly IncidentState[] = ['received', 'sent-on', 'working'];

/** States in which no official has taken the report up. */
export const WAITING_STATES: readonly IncidentState[] = ['received', 'sent-on'];

/** Longest words for a place, and longest account number, in Unicode code points. */
export const MAX_WHERE = 200;
export const MAX_ACCOUNT = 40;

/** How many incidents one page has. */
export const INCIDENTS_PAGE = 30;

/** Whether an office needs the number of somebody's account to find their home. */
export const asksAccount = (about: About): boolean => about.startsWith('home-');

export const isAbout = (name: string): name is About => ABOUT.some((about) => about === name);

/** What somebody reports. */
export interface IncidentReport {
  readonly about: About;
  readonly text: string;
  /** Where it is, in words. */
  readonly where: string;
  /** Bare JID of the channel of the place that it is in; empty where none was picked. */
  readonly channel: string;
  /** For the office alone; empty where there is none. */
  readonly account: string;
  /** Whether everybody may read it, once an office has taken it up. */
  readonly open: boolean;
  readonly photo?: DraftPhoto | undefined;
}

/** What of a report is typed into its form. */
export type ReportFields = Pick<IncidentReport, 'text' | 'where' | 'channel' | 'account' | 'open'>;

export const NO_REPORT: ReportFields = {
  ...{ text: '', where: '', channel: '', account: '' },
  open: false,
};

/** One step in the history of an incident. */
export interface IncidentEvent {
  /** ISO 8601 in UTC, by the server's clock. */
  readonly at: string;
  readonly state: IncidentState;
  /** Bare JID of the official; empty where it was the service. */
  readonly by: string;
  readonly text: string;
}

/** One receiver that an incident is forwarded to, as the office sees it. */
export interface IncidentDelivery {
  /** An e-mail address, or the host of a webhook. */
  readonly to: string;
  /** How often it was tried. */
  readonly tries: number;
  readonly done: boolean;
}

/** A report as it is told. Account number, author, photo and deliveries are not for everybody. */
export interface Incident extends Omit<IncidentReport, 'photo'> {
  /** Short, to be said over the phone. */
  readonly reference: string;
  readonly state: IncidentState;
  /** ISO 8601 in UTC. */
  readonly at: string;
  readonly updated: string;
  /** What its channel is called; empty where the asker may not know. */
  readonly channelTitle: string;
  /** Bare JID; empty for everybody but the author and the office. */
  readonly author: string;
  readonly photo?: PostPhoto | undefined;
  /** Whether its author has not seen the last answer. */
  readonly news: boolean;
  readonly events: readonly IncidentEvent[];
  readonly deliveries: readonly IncidentDelivery[];
}

/**
 * Whose incidents: the asker's own, what everybody may read, what the office deals with, or what of that
 * nobody has taken up.
 */
export type Whose = 'own' | 'public' | 'desk' | 'waiting';
export const WHOSE: readonly Whose[] = ['own', 'public', 'desk', 'waiting'];

/** Reports it, under an id that the phone made: sent again it is the same report. */
export const reportIncidentRequest = (id: string, report: IncidentReport): Element =>
  el(
    NS.OFFICE,
    'incident',
    { id, about: report.about, channel: report.channel || undefined, open: String(report.open) },
    el(NS.OFFICE, 'text', {}, report.text),
    el(NS.OFFICE, 'where', {}, report.where),
    report.account === '' ? undefined : el(NS.OFFICE, 'account', {}, report.account),
    report.photo && el(NS.OFFICE, 'photo', { id: report.photo.id, alt: report.photo.alt }),
  );

const typed = (parent: Element, name: string) => xmlSafe(childText(parent, name) ?? '').trim();

/** What somebody reports; `null` where something is missing, unknown or too long. */
export function readReport(incident: Element): IncidentReport | null {
  const { about = '', channel: said = '', open } = incident.attrs;
  const channel = said === '' ? '' : toBare(said);
  const [text, where, account] = ['text', 'where', 'account'].map((name) => typed(incident, name));
  const photo = child(incident, 'photo')?.attrs;
  if (!isAbout(about) || channel === null || !text || !where || account === undefined) return null;
  const isLong =
    codePoints(text) > MAX_DESCRIPTION ||
    codePoints(where) > MAX_WHERE ||
    codePoints(account) > MAX_ACCOUNT;
  const alt = xmlSafe(photo?.alt ?? '').trim();
  const isPhoto = !photo || (ITEM_ID.test(photo.id ?? '') && codePoints(alt) <= MAX_REASON);
  if (isLong || !isPhoto || (account !== '' && !asksAccount(about))) return null;
  const report = { about, text, where, channel, account, open: open === 'true' };
  return photo ? { ...report, photo: { id: photo.id ?? '', alt } } : report;
}

/**
 * Asks for a page of incidents, newest first; those that wait, oldest first. `from` is the reference of the
 * last one known.
 */
export const incidentsRequest = (who: Whose, from?: string): Element =>
  el(NS.OFFICE, 'incidents', { who, [who === 'waiting' ? 'after' : 'before']: from });

/** Request for one incident. */
export const incidentRequest = (reference: string): Element =>
  el(NS.OFFICE, 'incident', { reference });

/** Request: the author has seen the answers up to `updated`. */
export const incidentSeenRequest = (reference: string, updated: string): Element =>
  el(NS.OFFICE, 'incidents', { seen: reference, updated });

export function incidentElement(incident: Incident): Element {
  const { text, where, account, photo, channelTitle, events, deliveries, ...facts } = incident;
  const { open, news, channel, author, ...attrs } = facts;
  const shown = { ...attrs, channel: channel || undefined, author: author || undefined };
  return el(
    NS.OFFICE,
    'incident',
    { ...shown, open: String(open), news: news ? 'true' : undefined },
    el(NS.OFFICE, 'text', {}, text),
    el(NS.OFFICE, 'where', {}, where),
    account === '' ? undefined : el(NS.OFFICE, 'account', {}, account),
    channelTitle === '' ? undefined : el(NS.OFFICE, 'place', {}, channelTitle),
    photo && el(NS.OFFICE, 'photo', { ...photo }),
    ...events.map(({ at, state, by, text: said }) =>
      el(NS.OFFICE, 'event', { at, state, by: by || undefined }, said),
    ),
    ...deliveries.map(({ to, tries, done }) =>
      el(NS.OFFICE, 'delivery', { to, tries, done: String(done) }),
    ),
  );
}

export const incidentsElement = (incidents: readonly Incident[], waiting?: QueuePage): Element =>
  el(NS.OFFICE, 'incidents', waiting && queuePageAttrs(waiting), ...incidents.map(incidentElement));

const stateOf = (name: string | undefined): IncidentState =>
  INCIDENT_STATES.find((known) => known === name) ?? 'received';

function readOne(found: Element): Incident {
  const { attrs } = found;
  const photo = child(found, 'photo')?.attrs;
  return {
    reference: attrs.reference ?? '',
    about: isAbout(attrs.about ?? '') ? (attrs.about as About) : 'other',
    state: stateOf(attrs.state),
    at: attrs.at ?? '',
    updated: attrs.updated ?? '',
    channel: attrs.channel ?? '',
    channelTitle: childText(found, 'place') ?? '',
    author: attrs.author ?? '',
    open: attrs.open === 'true',
    news: attrs.news === 'true',
    text: childText(found, 'text') ?? '',
    where: childText(found, 'where') ?? '',
    account: childText(found, 'account') ?? '',
    ...(photo && {
      photo: {
        id: photo.id ?? '',
        alt: photo.alt ?? '',
        width: Number(photo.width),
        height: Number(photo.height),
        size: Number(photo.size),
      },
    }),
    events: childrenOf(found, 'event').map((event) => ({
      at: event.attrs.at ?? '',
      state: stateOf(event.attrs.state),
      by: event.attrs.by ?? '',
      text: textOf(event),
    })),
    deliveries: childrenOf(found, 'delivery').map((delivery) => ({
      to: delivery.attrs.to ?? '',
      tries: Number(delivery.attrs.tries),
      done: delivery.attrs.done === 'true',
    })),
  };
}

/** The incidents of an answer: one, or a page of them. */
export function readIncidents(answer: Element): readonly Incident[] {
  const list = child(answer, 'incidents', NS.OFFICE);
  return childrenOf(list ?? answer, 'incident', NS.OFFICE).map(readOne);
}

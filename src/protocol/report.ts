/** Reports of posts and people, by those who make them (docs/protocol.md, "Reports"). */
import { nodeOf } from './channel.ts';
import { NS } from './namespaces.ts';
import { type Grounds, groundsElement, readGrounds } from './office.ts';
import { child, childrenOf, childText, type Element, el } from './xml.ts';

/** What is reported: a post, or a person, met in a channel or (without one) on the site. */
export interface Reported {
  /** Bare JID; empty where the matter is the site's. */
  readonly channel: string;
  /** Id of the post; absent where a person is meant. */
  readonly item?: string | undefined;
  /** Bare JID; absent where a post is meant: who wrote it is the service's to say. */
  readonly person?: string | undefined;
}

/** A report on its way: `token` is made by the phone, so that what is sent twice is one. */
export interface NewReport extends Reported, Grounds {
  readonly token: string;
}

/** How a matter stands: not looked at, something was done about it, nothing had to be done. */
export const REPORT_STATES = ['open', 'acted', 'kept'] as const;
export type ReportState = (typeof REPORT_STATES)[number];

/** A report as its author sees it: what was in the post is not told again. */
export interface OwnReport extends Grounds {
  readonly number: number;
  readonly at: string;
  readonly channel: string;
  readonly channelTitle: string;
  /** Who is reported: nobody where it was a post. */
  readonly person: string;
  readonly state: ReportState;
  /** What the moderators say; empty before, and where they say nothing more. */
  readonly answer: string;
}

export const reportRequest = ({ channel, item, person, token, ...grounds }: NewReport): Element =>
  el(
    NS.OFFICE,
    'report',
    { node: channel ? nodeOf(channel) : undefined, item, jid: person, id: token },
    groundsElement(grounds),
  );

/** Answers a report with its number. */
export const reportTaken = (number: number): Element =>
  el(NS.OFFICE, 'report', { number: String(number) });

export function readReportTaken(answer: Element): number {
  return Number(child(answer, 'report', NS.OFFICE)?.attrs.number ?? 0);
}

/** The asker's own reports. */
export const ownReportsRequest = (): Element => el(NS.OFFICE, 'reports');

export function ownReportsElement(reports: readonly OwnReport[]): Element {
  const rows = reports.map(({ number, at, channel, channelTitle, person, state, answer, ...why }) =>
    el(
      NS.OFFICE,
      'report',
      {
        ...{ number: String(number), at, state },
        ...{ channel: channel || undefined, title: channelTitle || undefined },
        jid: person || undefined,
      },
      groundsElement(why),
      answer ? el(NS.OFFICE, 'answer', {}, answer) : undefined,
    ),
  );
  return el(NS.OFFICE, 'reports', {}, ...rows);
}

export function readOwnReports(answer: Element): readonly OwnReport[] {
  const list = child(answer, 'reports', NS.OFFICE);
  return (list ? childrenOf(list, 'report') : []).map((row) => ({
    number: Number(row.attrs.number),
    at: row.attrs.at ?? '',
    channel: row.attrs.channel ?? '',
    channelTitle: row.attrs.title ?? '',
    person: row.attrs.jid ?? '',
    state: stateOf(row.attrs.state),
    answer: childText(row, 'answer') ?? '',
    ...(readGrounds(row) ?? { reason: '' }),
  }));
}

function stateOf(state: string | undefined): ReportState {
  return REPORT_STATES.find((known) => known === state) ?? 'open';
}

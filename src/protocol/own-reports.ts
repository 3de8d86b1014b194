/** Reports of posts and people, as their authors follow them (docs/protocol.md, "Reports"). */
import { NS } from './namespaces.ts';
import { type Grounds, groundsElement, readGrounds } from './office.ts';
import { child, childrenOf, childText, type Element, el } from './xml.ts';

/** How a report stands: not decided; something was done about it; nothing had to be done. */
const REPORT_STATES = ['open', 'acted', 'kept'] as const;
export type ReportState = (typeof REPORT_STATES)[number];

/** A report as its author sees it: without the text of the post. */
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

/** The asker's own reports. */
export const ownReportsRequest = (): Element => el(NS.OFFICE, 'reports');

export function ownReportsElement(reports: readonly OwnReport[]): Element {
  const rows = reports.map(({ number, at, channel, channelTitle, person, state, answer, ...why }) =>
    el(
      NS.OFFICE,
      'report',
      {
        ...{ number, at, state },
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
  return childrenOf(list, 'report').map((row) => ({
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

/** Cases: all open reports of one post, or one person, as moderators see them. */
import { NS } from './namespaces.ts';
import { type Grounds, groundsElement, readGrounds } from './office.ts';
import type { ReportState } from './own-reports.ts';
import { type QueuePage, queuePageAttrs, readQueuePage } from './queue-page.ts';
import { child, childrenOf, childText, type Element, el } from './xml.ts';

/** How many cases one page has. */
export const CASES_PAGE = 30;

/** How many reports of a case are sent with it; all of them are counted. */
export const REPORTS_TOLD = 10;

/** One report of a case. */
export interface ReportTold extends Grounds {
  /** Bare JID; empty where they have deleted their account. */
  readonly reporter: string;
}

export interface Case {
  readonly id: number;
  /** When it was reported first. */
  readonly at: string;
  /** Empty where a person was reported on the site as a whole, and not in a channel. */
  readonly channel: string;
  readonly channelTitle: string;
  /** Empty where a person is meant. */
  readonly item: string;
  /** Who is reported. */
  readonly person: string;
  /** The post as it was when it was reported; empty for a person. */
  readonly title: string;
  readonly text: string;
  /** Whether the post is hidden, because enough trusted people reported it. */
  readonly hidden: boolean;
  /** How many reported it. */
  readonly count: number;
  readonly reports: readonly ReportTold[];
}

/** A page of the open cases that the asker may decide, oldest first. */
export interface Cases extends QueuePage {
  readonly cases: readonly Case[];
}

/** Request: open cases that the asker may decide, in all their channels. */
export const casesRequest = (after?: string): Element => el(NS.OFFICE, 'cases', { after });

/** Request: closes a case with all its reports. `acted` removes the post, where it is about one. */
export const decideCaseRequest = (
  id: number,
  state: Exclude<ReportState, 'open'>,
  grounds: Grounds,
): Element => el(NS.OFFICE, 'case', { id, state }, groundsElement(grounds));

export function casesElement({ cases, ...page }: Cases): Element {
  return el(NS.OFFICE, 'cases', queuePageAttrs(page), ...cases.map(caseElement));
}

function caseElement(one: Case): Element {
  return el(
    NS.OFFICE,
    'case',
    {
      ...{ id: one.id, at: one.at, jid: one.person, count: one.count },
      ...{ channel: one.channel || undefined, title: one.channelTitle || undefined },
      item: one.item || undefined,
      hidden: one.hidden ? 'true' : undefined,
    },
    one.title ? el(NS.OFFICE, 'title', {}, one.title) : undefined,
    el(NS.OFFICE, 'text', {}, one.text),
    ...one.reports.map(({ reporter, ...grounds }) =>
      el(NS.OFFICE, 'by', { jid: reporter || undefined }, groundsElement(grounds)),
    ),
  );
}

export function readCases(answer: Element): Cases {
  const list = child(answer, 'cases', NS.OFFICE);
  return { cases: childrenOf(list, 'case').map(readCase), ...readQueuePage(list) };
}

function readCase(row: Element): Case {
  return {
    id: Number(row.attrs.id),
    at: row.attrs.at ?? '',
    channel: row.attrs.channel ?? '',
    channelTitle: row.attrs.title ?? '',
    item: row.attrs.item ?? '',
    person: row.attrs.jid ?? '',
    title: childText(row, 'title') ?? '',
    text: childText(row, 'text') ?? '',
    hidden: row.attrs.hidden === 'true',
    count: Number(row.attrs.count ?? 1),
    reports: childrenOf(row, 'by').map((by) => ({
      reporter: by.attrs.jid ?? '',
      ...(readGrounds(by) ?? { reason: '' }),
    })),
  };
}

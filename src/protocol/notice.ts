/** Notices: what a person is told about decisions of moderators that concern them (docs/protocol.md, "By office"). */
import { NS } from './namespaces.ts';
import { type Grounds, groundsElement, readGrounds } from './office.ts';
import { child, childrenOf, childText, type Element, el } from './xml.ts';

/**
 * A post of theirs was removed, or never shown; they were banned; a report or an appeal of theirs was
 * answered.
 */
const NOTICE_ACTS = ['removed', 'refused', 'banned', 'report', 'appeal'] as const;
export type NoticeAct = (typeof NOTICE_ACTS)[number];

/** Something that somebody is told of; the grounds are those of the act, or the answer's words. */
export interface Notice extends Grounds {
  readonly id: number;
  readonly act: NoticeAct;
  /** ISO 8601 in UTC, by the server's clock. */
  readonly at: string;
  /** Empty where it is a matter of the site. */
  readonly channel: string;
  readonly channelTitle: string;
  /** The beginning of what they wrote; empty where it is not about a post of theirs. */
  readonly excerpt: string;
  /** The number of the act, or of the report; `null` of those from before acts were numbered here. */
  readonly about: number | null;
  /** Of a report or an appeal, how it ended; of a ban, until when it lasts (empty: for good). */
  readonly outcome: string;
  /** How the one appeal against it stands; empty where there is none, and may be one. */
  readonly appeal: string;
  /** Whether its reader has said that it is read. */
  readonly seen: boolean;
}

/** The asker's own notices. */
export const noticesRequest = (): Element => el(NS.OFFICE, 'notices');

/** Request: marks notices as read, up to and including that id. */
export const noticesSeenRequest = (upTo: number): Element =>
  el(NS.OFFICE, 'notices', { seen: upTo });

export function noticesElement(notices: readonly Notice[]): Element {
  return el(
    NS.OFFICE,
    'notices',
    {},
    ...notices.map(({ id, act, at, channel, channelTitle, excerpt, rule, reason, ...more }) =>
      el(
        NS.OFFICE,
        'notice',
        {
          ...{ id, act, at, channel, title: channelTitle },
          about: more.about ?? undefined,
          outcome: more.outcome || undefined,
          appeal: more.appeal || undefined,
          seen: more.seen ? 'true' : undefined,
        },
        el(NS.OFFICE, 'excerpt', {}, excerpt),
        groundsElement({ rule, reason }),
      ),
    ),
  );
}

export function readNotices(answer: Element): readonly Notice[] {
  const list = child(answer, 'notices', NS.OFFICE);
  return childrenOf(list, 'notice').map((notice) => {
    const { attrs } = notice;
    return {
      id: Number(attrs.id),
      act: NOTICE_ACTS.find((known) => known === attrs.act) ?? 'removed',
      at: attrs.at ?? '',
      channel: attrs.channel ?? '',
      channelTitle: attrs.title ?? '',
      excerpt: childText(notice, 'excerpt') ?? '',
      about: attrs.about === undefined ? null : Number(attrs.about),
      outcome: attrs.outcome ?? '',
      appeal: attrs.appeal ?? '',
      seen: attrs.seen === 'true',
      ...(readGrounds(notice) ?? { reason: '' }),
    };
  });
}

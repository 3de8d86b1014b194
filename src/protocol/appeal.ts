/** One word against a removal or a ban, which somebody else decides (docs/protocol.md, "Appeals"). */
import { NS } from './namespaces.ts';
import { type Grounds, groundsElement, readGrounds } from './office.ts';
import { type QueuePage, queuePageAttrs, readQueuePage } from './queue-page.ts';
import { child, childrenOf, childText, type Element, el } from './xml.ts';

/** So long, in days, what was removed by office is kept for those who decide; then it is gone. */
export const KEPT_DAYS = 90;

/** So many appeals are told of at once, the oldest first. */
export const APPEALS_PAGE = 30;

export type AppealState = 'open' | 'granted' | 'refused';

export interface Appeal {
  readonly id: number;
  readonly at: string;
  readonly channel: string;
  readonly channelTitle: string;
  /** Who appeals. */
  readonly person: string;
  /** Their words. */
  readonly words: string;
  /** `remove`, or `set-role` for a ban. */
  readonly act: string;
  /** On which grounds it was done. */
  readonly grounds: Grounds;
  /** What was removed, as it was. */
  readonly title: string;
  readonly text: string;
}

/** Those that somebody decides, oldest first. */
export interface Appeals extends QueuePage {
  readonly appeals: readonly Appeal[];
}

/** Appeals once against an act of that number. */
export const appealRequest = (act: number, words: string): Element =>
  el(NS.OFFICE, 'appeal', { act }, words);

/** Open appeals that the asker decides, of all their channels. */
export const appealsRequest = (after?: string): Element => el(NS.OFFICE, 'appeals', { after });

/** Takes the act back, or lets it stand. */
export const decideAppealRequest = (
  id: number,
  state: Exclude<AppealState, 'open'>,
  answer: string,
): Element => el(NS.OFFICE, 'appeals', { id, state }, answer);

export function appealsElement({ appeals, ...page }: Appeals): Element {
  const rows = appeals.map((one) =>
    el(
      NS.OFFICE,
      'appeal',
      {
        ...{ id: one.id, at: one.at, channel: one.channel, title: one.channelTitle },
        ...{ jid: one.person, act: one.act },
      },
      el(NS.OFFICE, 'words', {}, one.words),
      one.title ? el(NS.OFFICE, 'title', {}, one.title) : undefined,
      el(NS.OFFICE, 'text', {}, one.text),
      groundsElement(one.grounds),
    ),
  );
  return el(NS.OFFICE, 'appeals', queuePageAttrs(page), ...rows);
}

export function readAppeals(answer: Element): Appeals {
  const list = child(answer, 'appeals', NS.OFFICE);
  return { appeals: childrenOf(list, 'appeal').map(readAppeal), ...readQueuePage(list) };
}

function readAppeal(row: Element): Appeal {
  return {
    id: Number(row.attrs.id),
    at: row.attrs.at ?? '',
    channel: row.attrs.channel ?? '',
    channelTitle: row.attrs.title ?? '',
    person: row.attrs.jid ?? '',
    words: childText(row, 'words') ?? '',
    act: row.attrs.act ?? '',
    grounds: readGrounds(row) ?? { reason: '' },
    title: childText(row, 'title') ?? '',
    text: childText(row, 'text') ?? '',
  };
}

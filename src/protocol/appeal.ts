/**
 * Appeals: whose post was removed, or who was banned, may object once, and a moderator who did not do it
 * decides (docs/protocol.md, "Appeals").
 */
import { NS } from './namespaces.ts';
import { type Grounds, groundsElement, readGrounds } from './office.ts';
import { type QueuePage, queuePageAttrs, readQueuePage } from './queue-page.ts';
import { child, childrenOf, childText, type Element, el } from './xml.ts';

/** For how many days a post that a moderator removed is kept, for whoever decides an appeal. */
export const KEPT_DAYS = 90;

/** How many appeals one page has. */
export const APPEALS_PAGE = 30;

/** `over`: what it is against ended without it, and nobody decides. */
export type AppealState = 'open' | 'granted' | 'refused' | 'over';

/** How somebody decides one. */
export type AppealOutcome = Exclude<AppealState, 'open' | 'over'>;

export interface Appeal {
  readonly id: number;
  readonly at: string;
  readonly channel: string;
  readonly channelTitle: string;
  /** Who appeals. */
  readonly person: string;
  /** Their words. */
  readonly words: string;
  /** What was done: `remove`, or `set-role` for a ban. */
  readonly act: string;
  /** Why it was done. */
  readonly grounds: Grounds;
  /** What was removed, as it was. */
  readonly title: string;
  readonly text: string;
}

/** A page of the open appeals that the asker may decide, oldest first. */
export interface Appeals extends QueuePage {
  readonly appeals: readonly Appeal[];
}

/** Request: appeals against the act of that number, which a notice named. */
export const appealRequest = (act: number, words: string): Element =>
  el(NS.OFFICE, 'appeal', { act }, words);

/** Request: open appeals that the asker may decide, in all their channels. */
export const appealsRequest = (after?: string): Element => el(NS.OFFICE, 'appeals', { after });

/** Request: `granted` undoes the act, `refused` lets it stand; `answer` is told to who appealed. */
export const decideAppealRequest = (id: number, state: AppealOutcome, answer: string): Element =>
  el(NS.OFFICE, 'appeals', { id, state }, answer);

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

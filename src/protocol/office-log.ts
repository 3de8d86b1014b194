/** The public log of what moderators and owners did in a channel (docs/protocol.md, "By office"). */
import { nodeOf } from './channel.ts';
import { NS } from './namespaces.ts';
import { child, childrenOf, childText, type Element, el } from './xml.ts';

/** One entry: it names the office, and never the person. */
export interface LogEntry {
  readonly id: number;
  readonly at: string;
  readonly act: string;
  readonly office: string;
  readonly rule: string;
  /** What was removed, for the channel's moderators alone and for as long as it is kept. */
  readonly removed?: string;
}

/** How many entries one page has. */
export const LOG_PAGE = 30;

/** Request: a page of the log, newest first; `before` is the id of the last entry of the page before. */
export const logRequest = (channel: string, before?: number): Element =>
  el(NS.OFFICE, 'log', { node: nodeOf(channel), before });

export function logElement(node: string, entries: readonly LogEntry[]): Element {
  const rows = entries.map(({ id, at, act, office, rule, removed }) =>
    el(
      NS.OFFICE,
      'act',
      { id, at, name: act, office, rule: rule || undefined },
      removed === undefined ? undefined : el(NS.OFFICE, 'removed', {}, removed),
    ),
  );
  return el(NS.OFFICE, 'log', { node }, ...rows);
}

export function readLog(answer: Element): readonly LogEntry[] {
  const log = child(answer, 'log', NS.OFFICE);
  return childrenOf(log, 'act').map((row) => {
    const { attrs } = row;
    const removed = childText(row, 'removed');
    return {
      id: Number(attrs.id),
      at: attrs.at ?? '',
      act: attrs.name ?? '',
      office: attrs.office ?? '',
      rule: attrs.rule ?? '',
      ...(removed && { removed }),
    };
  });
}

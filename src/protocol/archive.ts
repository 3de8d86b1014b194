/**
 * Catch-up: the changes of a person's channels since one that the asker has seen, each as the very
 * push that announced it (XEP-0313, urn:xmpp:mam:2, ids are the server's sequence numbers).
 */
import { form, readForm } from './data-form.ts';
import { NS } from './namespaces.ts';
import { type PageInfo, type PageRequest, pageRequest, readPageInfo } from './rsm.ts';
import { child, type Element, el } from './xml.ts';

/** The filter (XEP-0313, 4.1.3) for what may not be shown any more: items that were removed, or are hidden. */
const GONE = `{${NS.GONE}}gone`;

export interface ArchiveQuery {
  /** Given back in every result, so that answers of two queries cannot mix. */
  readonly queryId: string;
  readonly page: PageRequest;
  /** Only this node; all nodes that the asker follows where it is absent. */
  readonly node?: string | undefined;
  /** Only what may not be shown any more. */
  readonly gone?: boolean;
}

export function archiveRequest(query: ArchiveQuery): Element {
  return el(
    NS.MAM,
    'query',
    { queryid: query.queryId, node: query.node },
    form('submit', NS.MAM, query.gone ? { [GONE]: 'true' } : {}),
    pageRequest(query.page),
  );
}

/** One change: `seq` is its place in the server's order, `message` the push as it was. */
export function archiveResult(
  queryId: string | undefined,
  seq: number,
  stamp: string,
  message: Element,
): Element {
  return el(
    NS.MAM,
    'result',
    { queryid: queryId, id: seq },
    el(NS.FORWARD, 'forwarded', {}, el(NS.DELAY, 'delay', { stamp }), message),
  );
}

/** Reads a result out of a message; `null` where it carries none of that query. */
export function readArchiveResult(
  message: Element,
  queryId: string,
): { seq: number; message: Element } | null {
  const result = child(message, 'result', NS.MAM);
  const forwarded = result && child(result, 'forwarded', NS.FORWARD);
  const inner = forwarded && child(forwarded, 'message', NS.CLIENT);
  if (!result || result.attrs.queryid !== queryId || !inner) return null;
  return { seq: Number(result.attrs.id), message: inner };
}

export function archiveFin(complete: boolean, page: Element): Element {
  return el(NS.MAM, 'fin', { complete: complete ? 'true' : undefined }, page);
}

export function readArchiveFin(fin: Element): { complete: boolean; page: PageInfo | undefined } {
  return { complete: fin.attrs.complete === 'true', page: readPageInfo(fin) };
}

/** Whether the query carries filters that this service does not know (XEP-0313, 4.1: refuse). */
export function unknownFilters(query: Element): readonly string[] {
  return [...filtersOf(query).keys()].filter((name) => name !== GONE);
}

export function asksForGone(query: Element): boolean {
  return filtersOf(query).get(GONE) === 'true';
}

function filtersOf(query: Element): ReadonlyMap<string, string> {
  return readForm(query)?.values ?? new Map<string, string>();
}

/** The place of a push in the server's order (XEP-0359); `null` where it names none. */
export function readStanzaSeq(message: Element, service: string): number | null {
  const id = child(message, 'stanza-id', NS.STANZA_ID);
  const seq = Number(id?.attrs.id);
  return id?.attrs.by === service && seq > 0 ? seq : null;
}

export function stanzaSeq(service: string, seq: number): Element {
  return el(NS.STANZA_ID, 'stanza-id', { by: service, id: seq });
}

/**
 * Catch-up: the changes of a person's channels since one that the asker has seen, each as the very
 * push that announced it (XEP-0313, urn:xmpp:mam:2, ids are the server's sequence numbers).
 */
import { form, formField, readForm } from './data-form.ts';
import { toBare } from './jid.ts';
import { NS } from './namespaces.ts';
import { type PageInfo, type PageRequest, pageRequest, readPageInfo } from './rsm.ts';
import { child, type Element, el } from './xml.ts';

/** Our filter (XEP-0313, 4.1.3) for changes that took items out of sight: removed, or hidden. */
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
  const forwarded = child(result, 'forwarded', NS.FORWARD);
  const inner = child(forwarded, 'message', NS.CLIENT);
  if (!result || result.attrs.queryid !== queryId || !inner) return null;
  return { seq: Number(result.attrs.id), message: inner };
}

export function archiveFin(complete: boolean, page: Element): Element {
  return el(NS.MAM, 'fin', { complete: complete ? 'true' : undefined }, page);
}

export function readArchiveFin(fin: Element): { complete: boolean; page: PageInfo | undefined } {
  return { complete: fin.attrs.complete === 'true', page: readPageInfo(fin) };
}

/** What a query leaves out (XEP-0313, 4.1). */
export interface ArchiveFilter {
  /** Bare JID: only what that person published. */
  readonly by?: string | undefined;
  /** ISO 8601 in UTC with milliseconds: from then on, up to then. */
  readonly start?: string | undefined;
  readonly end?: string | undefined;
  /** Only what may not be shown any more. */
  readonly gone: boolean;
}

const FILTERS = { with: 'jid-single', start: 'text-single', end: 'text-single', [GONE]: 'boolean' };

/** What may be asked, as a form (XEP-0313, 4.1.4). */
export function archiveForm(): Element {
  const formType = formField('FORM_TYPE', { type: 'hidden' }, NS.MAM);
  const fields = Object.entries(FILTERS).map(([name, type]) => formField(name, { type }));
  const form = el(NS.DATA, 'x', { type: 'form' }, formType, ...fields);
  return el(NS.MAM, 'query', {}, form);
}

/**
 * Reads the filters of a query: `unknown` where it carries one that this service does not know, which is to
 * be refused (4.1), `bad` where one has no value that it could have.
 */
export function readArchiveFilter(query: Element): ArchiveFilter | 'unknown' | 'bad' {
  const values = readForm(query)?.values ?? new Map<string, string>();
  const known = Object.keys(FILTERS);
  if ([...values.keys()].some((name) => !known.includes(name))) return 'unknown';
  const read = (name: string, reads: (text: string) => string | null) => {
    const text = values.get(name);
    return text ? reads(text) : undefined;
  };
  const [by, start, end] = [read('with', toBare), read('start', instant), read('end', instant)];
  if (by === null || start === null || end === null) return 'bad';
  return { by, start, end, gone: values.get(GONE) === 'true' };
}

/** A time of XEP-0082 as the service writes times; `null` where it is none. */
function instant(text: string): string | null {
  const isTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text);
  const time = isTime ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? null : new Date(time).toISOString();
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

import { NS } from './namespaces.ts';
import { child, childText, type Element, el } from './xml.ts';

/** A page asked for (XEP-0059). `before: ''` is the last page; `max: 0` asks for the count only. */
export interface PageRequest {
  readonly max?: number | undefined;
  readonly after?: string | undefined;
  readonly before?: string | undefined;
  /** Position of the first row, from 0: for lists that count. */
  readonly index?: number | undefined;
}

/** What a page says of itself. `first` and `last` are absent where the page is empty. */
export interface PageInfo extends PagePlace {
  readonly count: number;
}

/** The same of a list that may be too long to be counted for each page. */
export interface PagePlace {
  readonly count?: number | undefined;
  readonly first?: string | undefined;
  readonly last?: string | undefined;
  /** Position of `first` in the whole list, from 0. */
  readonly index?: number | undefined;
}

/** The `<set/>` that asks for a page (XEP-0059). */
export function pageRequest(page: PageRequest): Element {
  const part = (name: string, value: string | number | undefined) =>
    value === undefined ? undefined : el(NS.RSM, name, {}, ...(value === '' ? [] : [`${value}`]));
  return el(
    NS.RSM,
    'set',
    {},
    part('max', page.max),
    part('after', page.after),
    part('before', page.before),
    part('index', page.index),
  );
}

/**
 * Reads the `<set/>` inside `parent`: `undefined` where there is none, `null` where its max or index is
 * no whole number (XEP-0059, 2.1 leaves that to the answerer: we refuse it).
 */
export function readPageRequest(parent: Element): PageRequest | null | undefined {
  const set = child(parent, 'set', NS.RSM);
  if (!set) return undefined;
  const max = readWhole(childText(set, 'max'));
  const index = readWhole(childText(set, 'index'));
  if (max === null || index === null) return null;
  // After nothing is from the start (2.2); before nothing is the last page (2.5).
  const after = childText(set, 'after') || undefined;
  return { max, after, before: childText(set, 'before'), index };
}

/** The whole number in a text, however large; `null` where it is none. */
export function readWhole(text: string | undefined): number | null | undefined {
  if (text === undefined) return undefined;
  return /^\s*\d+\s*$/.test(text) ? Math.min(Number(text), Number.MAX_SAFE_INTEGER) : null;
}

/** The `<set/>` by which an answer tells of its page (XEP-0059). */
export function pageInfo(info: PagePlace): Element {
  return el(
    NS.RSM,
    'set',
    {},
    info.first === undefined ? undefined : el(NS.RSM, 'first', { index: info.index }, info.first),
    info.last === undefined ? undefined : el(NS.RSM, 'last', {}, info.last),
    info.count === undefined ? undefined : el(NS.RSM, 'count', {}, String(info.count)),
  );
}

/** Reads what an answer says of its page; `undefined` where it says nothing. */
export function readPageInfo(parent: Element): PageInfo | undefined {
  const set = child(parent, 'set', NS.RSM);
  if (!set) return undefined;
  const index = child(set, 'first')?.attrs.index;
  return {
    count: Number(childText(set, 'count') ?? 0),
    first: childText(set, 'first'),
    last: childText(set, 'last'),
    index: index === undefined ? undefined : Number(index),
  };
}

/** Search in the channels that one follows (XEP-0055, with Buddycloud's fields). */
import { readEntry } from './atom.ts';
import { type Item, parseNode } from './channel.ts';
import { form } from './data-form.ts';
import { NS } from './namespaces.ts';
import { child, childrenOf, childText, type Element, el } from './xml.ts';

/** What to look for: posts with all of those words, by that author. Pages count from 1. */
export interface SearchRequest {
  readonly words?: string;
  /** Bare JID. */
  readonly author?: string;
  readonly page: number;
  readonly perPage: number;
}

export function searchRequest({ words, author, page, perPage }: SearchRequest): Element {
  const fields = { content: words, author, page: String(page), rpp: String(perPage) };
  return el(NS.SEARCH, 'query', {}, form('submit', NS.SEARCH, fields));
}

/** The posts of an answer; there is no form where nothing was found. */
export function readFound(answer: Element): readonly Item[] {
  const query = child(answer, 'query', NS.SEARCH);
  const found = child(query, 'x', NS.DATA);
  return childrenOf(found, 'item').flatMap((row) => {
    const field = (name: string) =>
      childrenOf(row, 'field').find((element) => element.attrs.var === name);
    const node = field('node');
    const channel = node && parseNode(childText(node, 'value') ?? '')?.channel;
    const value = field('entry');
    const holder = child(value, 'value');
    const entry = child(holder, 'entry', NS.ATOM);
    const item = channel && entry ? readEntry(entry, channel) : null;
    return item ? [item] : [];
  });
}

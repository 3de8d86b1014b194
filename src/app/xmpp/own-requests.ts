/** Requests over HTTP that this page makes under its person's name, and confirms when asked (XEP-0070). */
import { NS } from '../../protocol/namespaces.ts';
import { resultOf } from '../../protocol/stanza.ts';
import { child, type Element } from '../../protocol/xml.ts';
import { randomId } from './random-id.ts';

/** Ids that nobody else can know; each is good once. */
const own = new Set<string>();

/** What such a request says of who makes it, as a part of its address. `jid`: of the connection. */
export function claimRequest(jid: string): string {
  const id = randomId();
  own.add(id);
  return btoa(`${jid}:${id}`).replace(/\+/g, '-').replace(/\//g, '_');
}

/** The answer to a question whether a request is ours; `undefined` where it is none, or is not. */
export function confirmation(question: Element): Element | undefined {
  const confirm = child(question, 'confirm', NS.HTTP_AUTH);
  return own.delete(confirm?.attrs.id ?? '') ? resultOf(question) : undefined;
}

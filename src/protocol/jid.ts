import { MAX_JID_PART } from './limits.ts';

/** An address of XMPP (RFC 7622), normalised: two that mean the same entity are equal strings. */
export interface Jid {
  readonly local: string;
  readonly domain: string;
  readonly resource: string;
}

/** RFC 7622, 3.3.1: not allowed in a localpart; and whitespace and controls anywhere before `/`. */
const BAD_LOCAL = /["&'/:<>@]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: naming them is the point
const BAD_ANYWHERE = /[\s\u0000-\u001f\u007f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]/;
/** RFC 7622, 3.4: not allowed in a resource, either. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: naming them is the point
const CONTROLS = /[\u0000-\u001f\u007f]/;
const DOMAIN = /^[^.@/][^@/]*$/;

/** Parses and normalises an address; `null` where it is none. */
export function parseJid(text: string): Jid | null {
  const slash = text.indexOf('/');
  const bare = slash < 0 ? text : text.slice(0, slash);
  const resource = slash < 0 ? '' : text.slice(slash + 1);
  if (slash >= 0 && resource === '') return null;
  const at = bare.indexOf('@');
  const local = (at < 0 ? '' : bare.slice(0, at)).normalize('NFKC').toLowerCase();
  const domain = bare
    .slice(at + 1)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\.$/, '');
  if (at === 0 || (at > 0 && local === '') || BAD_LOCAL.test(local)) return null;
  if (!DOMAIN.test(domain) || BAD_ANYWHERE.test(local + domain) || CONTROLS.test(resource))
    return null;
  if (Math.max(local.length, domain.length, resource.length) > MAX_JID_PART) return null;
  return { local, domain, resource };
}

/** The address without its resource. */
export function bareOf(jid: Jid): string {
  return jid.local ? `${jid.local}@${jid.domain}` : jid.domain;
}

/** Normalised bare form of an address; `null` where it is none. */
export function toBare(text: string): string | null {
  const jid = parseJid(text);
  return jid && bareOf(jid);
}

/** Normalised form of an address with its resource; `null` where it is none. */
export function toFull(text: string): string | null {
  const jid = parseJid(text);
  return jid && (jid.resource ? `${bareOf(jid)}/${jid.resource}` : bareOf(jid));
}

/** The part before `@`: what people read as a name. */
export function localOf(bare: string): string {
  const at = bare.indexOf('@');
  return at < 0 ? bare : bare.slice(0, at);
}

/** The part after `@`; all of an address that has none. */
export function domainOf(bare: string): string {
  return bare.slice(bare.indexOf('@') + 1);
}

const GONE = 'gone@';

/** Stands as author of the posts of people who have deleted their account; no account can have this address. */
export const goneAt = (service: string): string => GONE + service;

/** Whether an author is {@link goneAt} of some site. */
export const isGone = (jid: string): boolean => jid.startsWith(`${GONE}channels.`);

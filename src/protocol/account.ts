/** What people do with their account: signing out everywhere, and giving it up. */
import { NS } from './namespaces.ts';
import { child, type Element, el } from './xml.ts';

/** What happens to the posts that somebody wrote in others' channels when they delete their account. */
const FATES = ['remove', 'keep'] as const;
export type Fate = (typeof FATES)[number];

/** Reads a fate. An unknown one is `remove`, which leaves least about the person. */
export const fateOf = (name: string): Fate => FATES.find((fate) => fate === name) ?? 'remove';

/**
 * Request to the XMPP server: ends all sessions of the asker and forgets their tokens
 * (`xmpp-server/modules/mod_sign_out_everywhere.lua`).
 */
export function signOutEverywhereRequest(): Element {
  return el(NS.ACCOUNT, 'sign-out-everywhere');
}

/** Request to the media service: everything that the site stores of the asker, as one file. */
export function ownDataRequest(): Element {
  return el(NS.ACCOUNT, 'data');
}

/** The answer: an address that anybody who knows it can fetch the file from, for a few minutes. */
export function ownDataElement(url: string): Element {
  return el(NS.ACCOUNT, 'data', { url });
}

/** Reads the answer: the path and query of that address, without its host; `null` where it names none. */
export function readOwnData(answer: Element): string | null {
  const url = child(answer, 'data', NS.ACCOUNT)?.attrs.url ?? '';
  return /^https?:\/\/[^/]+(\/.*)/.exec(url)?.[1] ?? null;
}

/**
 * Request to the XMPP server: registers that account (XEP-0077, 3.1) or, from who is signed in as it, changes
 * its password (3.3).
 */
export function credentialsRequest(username: string, password: string): Element {
  return el(
    NS.REGISTER,
    'query',
    {},
    el(NS.REGISTER, 'username', {}, username),
    el(NS.REGISTER, 'password', {}, password),
  );
}

/**
 * Request to unregister (XEP-0077, 3.2). The XMPP server deletes the account; the channel service does with
 * the person's posts as `fate` says.
 */
export function unregisterRequest(fate: Fate = 'remove'): Element {
  const kept = fate === 'keep' ? el(NS.ACCOUNT, 'keep') : undefined;
  return el(NS.REGISTER, 'query', {}, el(NS.REGISTER, 'remove'), kept);
}

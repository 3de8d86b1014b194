/** What people do with their account: signing out everywhere, and giving it up. */
import { NS } from './namespaces.ts';
import { child, type Element, el } from './xml.ts';

/** What becomes of what somebody wrote in others' channels when they leave. */
const FATES = ['remove', 'keep'] as const;
export type Fate = (typeof FATES)[number];

/** The fate of that name; where nothing fits, what says least about the person. */
export const fateOf = (name: string): Fate => FATES.find((fate) => fate === name) ?? 'remove';

/**
 * Ends all connections and tokens of whoever asks; to the XMPP server (`xmpp-server/modules/mod_sign_out_everywhere.lua`).
 */
export function signOutEverywhereRequest(): Element {
  return el(NS.ACCOUNT, 'sign-out-everywhere');
}

/** All that the asker has here, as one file; to the media service. */
export function ownDataRequest(): Element {
  return el(NS.ACCOUNT, 'data');
}

/** Where that file is, for a few minutes, for whoever knows the address. */
export function ownDataElement(url: string): Element {
  return el(NS.ACCOUNT, 'data', { url });
}

/** The address of that file on the site that it is read on; `null` where the answer names none. */
export function readOwnData(answer: Element): string | null {
  const url = child(answer, 'data', NS.ACCOUNT)?.attrs.url ?? '';
  return /^https?:\/\/[^/]+(\/.*)/.exec(url)?.[1] ?? null;
}

/**
 * Makes that account (XEP-0077, 3.1); of who is signed in as it, gives it that password (3.3). To the XMPP
 * server.
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

/** Unregistering (XEP-0077, 3.2); of the channel service also what becomes of what they wrote. */
export function unregisterRequest(fate: Fate = 'remove'): Element {
  const kept = fate === 'keep' ? el(NS.ACCOUNT, 'keep') : undefined;
  return el(NS.REGISTER, 'query', {}, el(NS.REGISTER, 'remove'), kept);
}

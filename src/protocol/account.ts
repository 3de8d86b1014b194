/** What people do with their account: signing out everywhere, and giving it up. */
import { NS } from './namespaces.ts';
import { type Element, el } from './xml.ts';

/** What becomes of what somebody wrote in others' channels when they leave. */
export const FATES = ['remove', 'keep'] as const;
export type Fate = (typeof FATES)[number];

/** The fate of that name; where nothing fits, what says least about the person. */
export const fateOf = (name: string): Fate => FATES.find((fate) => fate === name) ?? 'remove';

/**
 * Ends all connections and tokens of whoever asks; sent to one's own bare JID, and answered by the
 * XMPP server (`xmpp-server/modules/mod_sign_out_everywhere.lua`).
 */
export function signOutEverywhereRequest(): Element {
  return el(NS.ACCOUNT, 'sign-out-everywhere');
}

/** A new password (XEP-0077, 3.3), to the XMPP server. */
export function passwordRequest(username: string, password: string): Element {
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

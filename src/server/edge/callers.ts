import type { IncomingMessage } from 'node:http';
import { isSecure } from './client-address.ts';
import { isLocalRequest } from './local-request.ts';
import { createOriginCheck, type OriginCheck } from './origin.ts';

export interface CallersOptions {
  /** Whether people may sign in where anybody can listen; on this machine they always may. */
  readonly plainXmpp?: boolean;
  /** Addresses of proxies whose `X-Forwarded-*` headers are believed. */
  readonly trustProxy: readonly string[];
  /** Where people find the site; without it, under the name that is asked for. */
  readonly publicUrl?: string;
}

/** Who may be at the other end of a request. */
export interface Callers {
  /** Proxies whose word for it counts. */
  readonly trusted: ReadonlySet<string>;
  readonly isSameOrigin: OriginCheck;
  /** Whether passwords may go that way: over TLS, on this machine, or where the operator lets them. */
  readonly mayReachXmpp: (request: IncomingMessage) => boolean;
}

/** What is to be known of callers, by the site's settings. */
export function callersOf({ trustProxy, publicUrl, plainXmpp }: CallersOptions): Callers {
  const trusted = new Set(trustProxy);
  return {
    trusted,
    isSameOrigin: createOriginCheck(publicUrl),
    mayReachXmpp: (request) =>
      plainXmpp !== false || isSecure(request, trusted) || isLocalRequest(request),
  };
}

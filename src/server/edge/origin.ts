import type { IncomingMessage } from 'node:http';

/**
 * Whether a request may act for the person at the browser: it comes from a page of this very host,
 * or from no page at all (programs send no `Origin`, and hold nobody's open session).
 */
export function isSameOrigin(request: IncomingMessage): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === new URL(`http://${host}`).host;
}

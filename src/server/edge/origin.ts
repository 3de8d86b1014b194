import type { IncomingMessage } from 'node:http';

export type OriginCheck = (request: IncomingMessage) => boolean;

/**
 * Whether a request may act for the person at the browser: it comes from a page of the host that was
 * asked, from one of the site's public address (a proxy may ask us under another name), or from no page
 * at all (programs send no `Origin`, and hold nobody's open session).
 */
export function createOriginCheck(publicUrl: string | undefined): OriginCheck {
  const ours = publicUrl && new URL(publicUrl).origin;
  return ({ headers: { origin, host } }) =>
    origin === undefined || origin === ours || hostOf(origin) === (hostOf(`http://${host}`) ?? '');
}

function hostOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).host : undefined;
}

import type { ServerResponse } from 'node:http';

/** A name or address with an optional port, as a browser writes it (RFC 9110, 7.2). */
const HOST = /^(?:[a-z0-9.-]{1,253}|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i;

/** Whether a `Host` header can be put into a policy or a link without being able to change it. */
export function isHost(host: string | undefined): host is string {
  // What looks like one may still be none: port 99999, or 1.2.3.4.5.
  return host !== undefined && HOST.test(host) && URL.canParse(`http://${host}`);
}

/**
 * What every answer carries. `host` has passed {@link isHost}; `cssHash` names the one style that may
 * stand in a document.
 */
export function setSecurityHeaders(
  response: ServerResponse,
  host: string,
  secure: boolean,
  cssHash = '',
): void {
  const policy = contentSecurityPolicy(host, secure, cssHash);
  response.setHeader('Content-Security-Policy', policy);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  // Not `no-referrer`: with it browsers send `Origin: null`, which a form of ours could not show.
  response.setHeader('Referrer-Policy', 'same-origin');
  response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
  response.setHeader('Permissions-Policy', 'camera=(), geolocation=(), microphone=()');
  // For browsers older than `frame-ancestors`.
  response.setHeader('X-Frame-Options', 'DENY');
  if (secure) response.setHeader('Strict-Transport-Security', 'max-age=31536000');
}

/**
 * Has a 304 go out bare: what a browser kept of the first answer holds, its headers too (RFC 9111,
 * 4.3.4), and each start of the app asks for the service worker so.
 */
export function leaveOutOf304(response: ServerResponse): void {
  const writeHead = response.writeHead.bind(response) as (...args: unknown[]) => ServerResponse;
  response.writeHead = (status: number, ...rest: unknown[]) => {
    if (status === 304) for (const name of response.getHeaderNames()) response.removeHeader(name);
    return writeHead(status, ...rest);
  };
}

function contentSecurityPolicy(host: string, secure: boolean, cssHash: string): string {
  // Older Safari does not count wss: to our own host as 'self'. Without TLS of our own there may
  // still be a proxy with it before us that nobody told us of.
  const sockets = secure ? `wss://${host}` : `ws://${host} wss://${host}`;
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' ${cssHash}`.trim(),
    "img-src 'self' blob:",
    `connect-src 'self' ${sockets}`,
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

import type { IncomingMessage } from 'node:http';
import { isIP, isIPv6 } from 'node:net';

/**
 * The address that a request really comes from.
 *
 * `X-Forwarded-For` is read from its end, and only as far as trusted proxies wrote it: whatever
 * stands before the first stranger is that stranger's own invention.
 */
export function clientAddress(request: IncomingMessage, trusted: ReadonlySet<string>): string {
  let address = plainAddress(request.socket.remoteAddress ?? '');
  for (const hop of forwardedFor(request).reverse()) {
    if (!trusted.has(address)) break;
    if (!isIP(hop)) break;
    address = plainAddress(hop);
  }
  return address;
}

function forwardedFor(request: IncomingMessage): string[] {
  const header = request.headers['x-forwarded-for'] ?? '';
  return String(header)
    .split(',')
    .map((hop) => hop.trim())
    .filter((hop) => hop !== '');
}

/** A socket open to both families names an IPv4 peer `::ffff:192.0.2.1`. */
function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '');
}

/**
 * What limits count by: an IPv4 address, or the /64 of an IPv6 one, since a single phone holds all
 * addresses of that and could use a new one for each request.
 */
export function limitKey(address: string): string {
  if (!isIPv6(address) || address === '::1') return address;
  // The URL parser writes an IPv6 address in one way (RFC 5952), without the zone that it may carry.
  const [host = ''] = address.split('%');
  const [head = '', tail] = new URL(`http://[${host}]`).hostname.slice(1, -1).split('::');
  const front = head === '' ? [] : head.split(':');
  const back = tail ? tail.split(':') : [];
  const zeros = new Array<string>(8 - front.length - back.length).fill('0');
  const groups = tail === undefined ? front : [...front, ...zeros, ...back];
  return `${groups.slice(0, 4).join(':')}::`;
}

/** Whether the request came over TLS, to us or to a proxy that we trust. */
export function isSecure(request: IncomingMessage, trusted: ReadonlySet<string>): boolean {
  if ('encrypted' in request.socket) return true;
  const peer = plainAddress(request.socket.remoteAddress ?? '');
  return trusted.has(peer) && request.headers['x-forwarded-proto'] === 'https';
}

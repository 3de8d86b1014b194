import type { IncomingMessage } from 'node:http';

/** A target that names its host, as clients write it for a proxy. */
const ABSOLUTE = /^https?:\/\/([^/?#]*)(.*)$/is;

/**
 * Has all that comes after read a path, however the target was written: every server takes one that names
 * its host, which then counts in place of the `Host` header (RFC 9112, 3.2.2).
 */
export function toOriginForm(request: IncomingMessage): void {
  const [, host, rest = ''] = ABSOLUTE.exec(request.url ?? '') ?? [];
  if (host === undefined) return;
  request.headers.host = host;
  request.url = rest.startsWith('/') ? rest : `/${rest}`;
}

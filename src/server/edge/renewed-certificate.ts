import type { Server } from 'node:http';
import type { Server as TlsServer } from 'node:https';
import type { Log } from '../log.ts';
import type { Certificate } from './http-server.ts';

/** Certificates are renewed weeks before they end; in milliseconds. */
const EVERY = 60 * 60_000;

/**
 * Has an HTTPS server take a certificate that is renewed while it runs: the `first`, with which it began,
 * browsers would take no more after some months. Two files that do not fit (one of them is written
 * before the other) leave all as it was, and are looked at again.
 */
export function takeRenewed(
  server: Server,
  { first, read }: { readonly first: Certificate; readonly read: () => Certificate },
  log: Log,
  every = EVERY,
): NodeJS.Timeout {
  let held = first;
  const look = () => {
    try {
      const { cert, key } = read();
      if (cert === held.cert && key === held.key) return;
      (server as TlsServer).setSecureContext({ cert, key });
      held = { cert, key };
      log.info('certificate-renewed');
    } catch (error) {
      log.error('certificate-not-renewed', { error: error as Error });
    }
  };
  return setInterval(look, every).unref();
}

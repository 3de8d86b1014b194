import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { FatalError } from '../fatal-error.ts';

/** In milliseconds. Slow phones on bad links are the rule here; idle attackers look much like them. */
const TIMEOUTS = {
  headersTimeout: 10_000,
  // The largest photo takes 22 minutes at 50 kbit/s; bodies that trickle are ended by `slow-body.ts`.
  requestTimeout: 30 * 60_000,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 5_000,
};

/** Four round trips of the slowest phone; the default, two minutes, is for whoever only holds a connection. */
const HANDSHAKE_WITHIN = 30_000;

/** So long nothing comes or goes where all is well: BOSH waits for two minutes. */
export const STANDSTILL = 180_000;

/** PEM texts. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** An HTTP server, or an HTTPS one where there are a certificate and its key. */
export function createHttpServer(tls: Certificate | undefined, listener: RequestListener): Server {
  if (!tls) return createServer(TIMEOUTS, listener);
  try {
    return createTlsServer({ ...TIMEOUTS, handshakeTimeout: HANDSHAKE_WITHIN, ...tls }, listener);
  } catch (error) {
    const why = (error as Error).message;
    throw new FatalError(`TLS_CERT and TLS_KEY do not make a working pair: ${why}.`);
  }
}

/**
 * Listens on a port of all addresses; 0 takes any free one.
 *
 * @param setting what the operator sets that port by
 * @returns the port.
 * @throws FatalError where the port cannot be had.
 */
export function listen(server: Server, port: number, setting = 'PORT'): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(portRefused(port, setting, error)),
    );
    server.listen(port, () => resolve((server.address() as AddressInfo).port));
  });
}

function portRefused(
  port: number,
  setting: string,
  { code, message }: NodeJS.ErrnoException,
): FatalError {
  if (code === 'EADDRINUSE') {
    return new FatalError(
      `Port ${port} is in use by another program. Stop that one, or set ${setting} to another number.`,
    );
  }
  if (code === 'EACCES') {
    return new FatalError(
      `Port ${port} needs more rights than this user has. Set ${setting} above 1023.`,
    );
  }
  return new FatalError(`Port ${port} cannot be opened: ${message}.`);
}

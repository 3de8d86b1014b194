import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { type Callers, type CallersOptions, callersOf } from './callers.ts';
import { clientAddress } from './client-address.ts';
import { type Certificate, createHttpServer, listen, STANDSTILL } from './http-server.ts';
import { ignoreUpgrade } from './ignore-upgrade.ts';
import { toOriginForm } from './origin-form.ts';
import { refuseUpgrade } from './refuse-upgrade.ts';
import { takeRenewed } from './renewed-certificate.ts';
import { Routes, type RoutesOptions } from './routes.ts';
import { isHost } from './security-headers.ts';
import { WebSocketEndpoint } from './websocket-endpoint.ts';

export interface EdgeOptions extends RoutesOptions, CallersOptions {
  /** 0 takes any free one. */
  readonly port: number;
  /** Reads the certificate and its key, as they are now; plain HTTP where absent. */
  readonly tls?: (() => Certificate) | undefined;
  /** How often a renewed certificate is looked for, in milliseconds. */
  readonly renewEvery?: number;
  /** Beside the one with TLS, for phones that cannot do it; 0 takes any free one. */
  readonly plainPort?: number | undefined;
  /** How long a phone may take to sign in on a WebSocket, in milliseconds. */
  readonly authenticateWithin?: number;
  /** How long nothing may come or go on a connection, in milliseconds: who does not read holds what they are sent. */
  readonly standstill?: number;
}

export interface Edge {
  readonly port: number;
  readonly plainPort: number | undefined;
  /** How many phones hold a WebSocket. */
  sockets(): number;
  /** Takes no more requests and ends those that are under way. */
  stop(): Promise<void>;
}

const AUTHENTICATE_WITHIN = 30_000;

/**
 * Opens the one public port: the app's files, the ways to the XMPP server, `/health`,
 * `/metrics`.
 *
 * @throws FatalError where the port cannot be had.
 */
export async function startEdge(options: EdgeOptions): Promise<Edge> {
  const callers = callersOf(options);
  const routes = new Routes(options, callers);
  const sockets = socketsOf(options, callers);
  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    try {
      upgrade(sockets, callers, request, socket, head);
    } catch (error) {
      // Nobody above takes it, and the process would end.
      options.log.error('An upgrade failed', { error: error as Error });
      socket.destroy();
    }
  };

  const servers: Server[] = [];
  /** All that is connected, also what has not said yet what it wants. */
  const connections = new Set<Duplex>();
  /** The last response on each connection. */
  const answers = new WeakMap<Duplex, ServerResponse>();
  const open = (tls: Certificate | undefined, at: number, setting: string) => {
    const server = createHttpServer(tls, (request, response) => {
      answers.set(request.socket, response);
      routes.take(request, response);
    });
    server.on('upgrade', (request, socket, head) => {
      if (asksForWebSocket(request)) onUpgrade(request, socket, head);
      else ignoreUpgrade(server, request, socket, { after: head, before: answers.get(socket) });
    });
    server.on('connection', (connection: Duplex) => {
      if (connections.has(connection)) return; // it comes again where an upgrade is ignored
      connections.add(connection);
      connection.once('close', () => connections.delete(connection));
    });
    server.setTimeout(options.standstill ?? STANDSTILL);
    servers.push(server);
    return listen(server, at, setting);
  };
  const { tls, plainPort } = options;
  const first = tls?.();
  const port = await open(first, options.port, 'PORT');
  const own = tls && first && { first, read: tls };
  const renewing = own && takeRenewed(servers[0] as Server, own, options.log, options.renewEvery);
  const hasPlain = tls !== undefined && plainPort !== undefined;
  return {
    port,
    plainPort: hasPlain ? await open(undefined, plainPort, 'PLAIN_PORT') : undefined,
    sockets: () => sockets.count,
    stop: async () => {
      clearInterval(renewing);
      const closed = servers.map((server) => new Promise((resolve) => server.close(resolve)));
      sockets.close();
      for (const connection of connections) connection.destroy();
      await Promise.all(closed);
    },
  };
}

function socketsOf(options: EdgeOptions, { isSameOrigin }: Callers): WebSocketEndpoint {
  const { xmpp: upstream, domain, limits, isOpen, log } = options;
  const authenticateWithin = options.authenticateWithin ?? AUTHENTICATE_WITHIN;
  return new WebSocketEndpoint({
    ...{ upstream, domain, limits, authenticateWithin, isOpen, isSameOrigin, log },
  });
}

const asksForWebSocket = ({ headers }: IncomingMessage) =>
  /\bwebsocket\b/i.test(headers.upgrade ?? '');

function upgrade(
  sockets: WebSocketEndpoint,
  { trusted, mayReachXmpp }: Callers,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): void {
  toOriginForm(request);
  const isOurs = request.url === '/xmpp-websocket' && isHost(request.headers.host);
  if (isOurs && !mayReachXmpp(request)) refuseUpgrade(socket, 403);
  else if (isOurs) sockets.upgrade(request, socket, head, clientAddress(request, trusted));
  else refuseUpgrade(socket, 404);
}

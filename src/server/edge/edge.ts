import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Log } from '../log.ts';
import { answerBosh } from './bosh-endpoint.ts';
import { clientAddress, isSecure } from './client-address.ts';
import { hostMetaJson, hostMetaXml } from './host-meta.ts';
import { createHttpServer, listen } from './http-server.ts';
import { isLocalRequest } from './local-request.ts';
import { isHost, setSecurityHeaders } from './security-headers.ts';
import { endSlowBody } from './slow-body.ts';
import { createStaticFiles } from './static-files.ts';
import { WebSocketEndpoint } from './websocket-endpoint.ts';

export type Health = Readonly<Record<string, boolean>>;

export interface EdgeOptions {
  /** 0 takes any free one. */
  readonly port: number;
  readonly domain: string;
  /** The folder of the built app. */
  readonly publicDir: string;
  /** PEM texts; plain HTTP where absent. */
  readonly tls?: { readonly cert: string; readonly key: string } | undefined;
  readonly trustProxy: readonly string[];
  readonly limits: boolean;
  /** Where the XMPP server's HTTP listens. */
  readonly xmpp: { readonly host: string; readonly port: number };
  /** Whether phones are let through to it. */
  readonly isOpen: () => boolean;
  /** Which parts of the site are ready; the site is when all of them are. */
  readonly health: () => Health | Promise<Health>;
  /** What is measured, for whoever asks on this machine. */
  readonly metrics?: { readonly type: string; text(): Promise<string> };
  /** Answers what is asked under `/media`; `path` is what comes after it. */
  readonly media?: (
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
  ) => Promise<void>;
  readonly log: Log;
  /** How long a phone may take to sign in on a WebSocket, in milliseconds. */
  readonly authenticateWithin?: number;
}

export interface Edge {
  readonly port: number;
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
  const { domain, limits, isOpen, log } = options;
  const trusted = new Set(options.trustProxy);
  const upstream = options.xmpp;
  const authenticateWithin = options.authenticateWithin ?? AUTHENTICATE_WITHIN;
  const answerFile = createStaticFiles(options.publicDir, domain);

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { host } = request.headers;
    if (!isHost(host)) {
      response.writeHead(400).end();
      return;
    }
    const secure = isSecure(request, trusted);
    setSecurityHeaders(response, host, secure);
    endSlowBody(request);
    const { url = '/' } = request;
    if (options.media && url.startsWith('/media/')) {
      return options.media(request, response, url.slice('/media'.length));
    }
    const [path] = url.split('?');
    switch (path) {
      // Alive: restarting it would mend nothing. Ready: people can read and write.
      case '/health/live':
        return answerText(response, 200, 'application/json', '{"alive":true}');
      // Where the app sends people whom a captive portal stops: whoever gets here is through.
      case '/wifi':
        response.writeHead(302, { Location: '/', 'Cache-Control': 'no-store' }).end();
        return;
      case '/metrics': {
        const { metrics } = options;
        if (!metrics || !isLocalRequest(request)) return answerFile(request, response);
        return answerText(response, 200, metrics.type, await metrics.text());
      }
      case '/health': {
        const health = await options.health();
        const ready = Object.values(health).every(Boolean);
        const body = JSON.stringify({ ready, ...health });
        return answerText(response, ready ? 200 : 503, 'application/json', body);
      }
      case '/.well-known/host-meta':
        return answerText(response, 200, 'application/xrd+xml', hostMetaXml(host, secure));
      case '/.well-known/host-meta.json':
        return answerText(response, 200, 'application/json', hostMetaJson(host, secure));
      case '/http-bind': {
        const address = clientAddress(request, trusted);
        return answerBosh(request, response, address, { upstream, domain, isOpen });
      }
      default:
        return answerFile(request, response);
    }
  };

  const server = createHttpServer(options.tls, (request, response) => {
    answer(request, response).catch((error: Error) => {
      log.error('A request failed', { error });
      if (response.headersSent) response.destroy();
      else response.writeHead(500).end();
    });
  });
  const sockets = new WebSocketEndpoint({
    ...{ upstream, domain, limits, authenticateWithin, isOpen, log },
  });
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    const isOurs = request.url === '/xmpp-websocket' && isHost(request.headers.host);
    if (isOurs) sockets.upgrade(request, socket, head, clientAddress(request, trusted));
    else socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  });

  const port = await listen(server, options.port);
  return {
    port,
    sockets: () => sockets.count,
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      sockets.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function answerText(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store' }).end(body);
}

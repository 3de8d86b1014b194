import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Log } from '../log.ts';
import { Throttle } from '../throttle.ts';
import { isPagePath } from './app-routes.ts';
import { answerBosh } from './bosh-endpoint.ts';
import { clientAddress, isSecure, limitKey } from './client-address.ts';
import { hostMetaJson, hostMetaXml } from './host-meta.ts';
import { type Certificate, createHttpServer, listen, STANDSTILL } from './http-server.ts';
import { isLocalRequest } from './local-request.ts';
import { createOriginCheck } from './origin.ts';
import { cssHashIn } from './page.ts';
import { refuseUpgrade } from './refuse-upgrade.ts';
import { takeRenewed } from './renewed-certificate.ts';
import { isHost, setSecurityHeaders } from './security-headers.ts';
import { endSlowBody } from './slow-body.ts';
import { createStaticFiles } from './static-files.ts';
import { WebSocketEndpoint } from './websocket-endpoint.ts';

export type Health = Readonly<Record<string, boolean>>;

/** A request for a page, with what the edge knows of it. */
export interface PageVisit {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Name and port that the browser used; safe to be put into a link. */
  readonly host: string;
  /** Whether it came over TLS. */
  readonly secure: boolean;
  /** Whether it comes from a page of ours, as far as the browser says. */
  readonly sameOrigin: boolean;
  /** Address of the person's network, as limits count it. */
  readonly address: string;
}

/** Who draws pages for those that come without the app. Their style is that of the app's page. */
export interface PageLane {
  /** Answers; `false` where the app alone can show that screen. */
  answer(visit: PageVisit): Promise<boolean>;
  /** Answers with a sentence, in the browser's language, on why what was asked is not to be had. */
  refuse(visit: PageVisit, status: number): void;
}

/** A request under `/media`. */
export interface MediaVisit {
  /** What comes after `/media`, with its query. */
  readonly path: string;
  /** The network that it comes from. */
  readonly address: string;
  /** Answers with a page of that status; absent where it was no page that was asked for. */
  readonly refuse: ((status: number) => void) | undefined;
}

export interface EdgeOptions {
  /** 0 takes any free one. */
  readonly port: number;
  readonly domain: string;
  /** Who runs the site. */
  readonly operator?: string;
  /** The folder of the built app. */
  readonly publicDir: string;
  /** Reads the certificate and its key, as they are now; plain HTTP where absent. */
  readonly tls?: (() => Certificate) | undefined;
  /** How often a renewed certificate is looked for, in milliseconds. */
  readonly renewEvery?: number;
  /** Beside the one with TLS, for phones that cannot do it; 0 takes any free one. */
  readonly plainPort?: number | undefined;
  /** Whether people may sign in where anybody can listen; on this machine they always may. */
  readonly plainXmpp?: boolean;
  readonly trustProxy: readonly string[];
  readonly limits: boolean;
  /** Without it, all screens are the app's. */
  readonly pages?: PageLane;
  /** Where the XMPP server's HTTP listens. */
  readonly xmpp: { readonly host: string; readonly port: number };
  /** Where people find the site; without it, under the name that is asked for. */
  readonly publicUrl?: string;
  /** Whether phones are let through to it. */
  readonly isOpen: () => boolean;
  /** Which parts of the site are ready; the site is when all of them are. */
  readonly health: () => Health | Promise<Health>;
  /** What is measured, for whoever asks on this machine. */
  readonly metrics?: { readonly type: string; text(): Promise<string> };
  /** Answers what is asked under `/media`. */
  readonly media?: (
    request: IncomingMessage,
    response: ServerResponse,
    visit: MediaVisit,
  ) => Promise<void>;
  readonly log: Log;
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

/** Sessions without a WebSocket that begin at an address: as many as a township needs. */
const BOSH_BEGINS = { burst: 1_000, perSecond: 10 };

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
  const isSameOrigin = createOriginCheck(options.publicUrl);
  const authenticateWithin = options.authenticateWithin ?? AUTHENTICATE_WITHIN;
  const answerFile = createStaticFiles(options.publicDir, {
    'xmpp-domain': domain,
    operator: options.operator ?? '',
  });
  const cssHash = cssHashIn(options.publicDir);
  const begins = limits ? new Throttle(BOSH_BEGINS) : null;
  const mayReachXmpp = (request: IncomingMessage) =>
    options.plainXmpp !== false || isSecure(request, trusted) || isLocalRequest(request);

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { host } = request.headers;
    if (!isHost(host)) {
      response.writeHead(400).end();
      return;
    }
    const secure = isSecure(request, trusted);
    setSecurityHeaders(response, host, secure, cssHash);
    endSlowBody(request);
    const { url = '/' } = request;
    const [path = '/', query = ''] = url.split('?');
    const { pages } = options;
    const visited = (): PageVisit => ({
      ...{ request, response, path, host, secure, query: new URLSearchParams(query) },
      sameOrigin: isSameOrigin(request),
      address: limitKey(clientAddress(request, trusted)),
    });
    if (options.media && url.startsWith('/media/')) {
      const visit = visited();
      const answerPage = (status: number) => {
        // In place of those of a picture.
        setSecurityHeaders(response, host, secure, cssHash);
        pages?.refuse(visit, status);
      };
      const refuse = pages && asksForPage(request) ? answerPage : undefined;
      // Where others can listen, pictures that everybody may have go out, and nothing comes in.
      if (!mayReachXmpp(request) && !isOpenRead(request)) return closed(response, refuse);
      return options.media(request, response, {
        path: url.slice('/media'.length),
        address: visit.address,
        refuse,
      });
    }
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
        if (!mayReachXmpp(request)) return closed(response);
        const address = clientAddress(request, trusted);
        return answerBosh(request, response, address, {
          ...{ upstream, domain, isOpen, isSameOrigin, begins },
        });
      }
      default: {
        if (pages && isPagePath(path) && (await pages.answer(visited()))) return;
        const answerMissing = () => {
          pages?.answer(visited()).catch((error) => fail(request, response, error));
        };
        return answerFile(request, response, pages && asksForPage(request) && answerMissing);
      }
    }
  };

  const fail = (
    request: IncomingMessage,
    response: ServerResponse,
    error: NodeJS.ErrnoException,
  ) => {
    // Phones are lost in the middle of what they send, which is nobody's mistake.
    if (error.code === 'ECONNRESET' && request.destroyed) return;
    log.error('A request failed', { error });
    if (response.headersSent) response.destroy();
    else response.writeHead(500).end();
  };
  const onRequest = (request: IncomingMessage, response: ServerResponse) => {
    const { socket } = request;
    // What was given up half-way would stand before all that comes after it on that connection.
    response.once('finish', () => {
      if (request.destroyed && !request.complete) socket.destroySoon();
    });
    answer(request, response).catch((error) => fail(request, response, error));
  };
  const sockets = new WebSocketEndpoint({
    ...{ upstream, domain, limits, authenticateWithin, isOpen, isSameOrigin, log },
  });
  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    try {
      upgrade(request, socket, head);
    } catch (error) {
      // Nobody above takes it, and the process would end.
      log.error('An upgrade failed', { error: error as Error });
      socket.destroy();
    }
  };
  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const isOurs = request.url === '/xmpp-websocket' && isHost(request.headers.host);
    if (isOurs && !mayReachXmpp(request)) refuseUpgrade(socket, 403);
    else if (isOurs) sockets.upgrade(request, socket, head, clientAddress(request, trusted));
    else refuseUpgrade(socket, 404);
  };

  const servers: Server[] = [];
  /** All that is connected, also what has not said yet what it wants. */
  const connections = new Set<Duplex>();
  const open = (tls: Certificate | undefined, at: number, setting: string) => {
    const server = createHttpServer(tls, onRequest).on('upgrade', onUpgrade);
    server.on('connection', (connection: Duplex) => {
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
  const renewing = own && takeRenewed(servers[0] as Server, own, log, options.renewEvery);
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

/** Whether somebody only reads, and gives nothing that shows who they are. */
function isOpenRead({ method, headers, url = '/' }: IncomingMessage): boolean {
  const isRead = method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
  return isRead && headers.authorization === undefined && !/[?&]auth=/.test(url);
}

/** Whether somebody goes there with a browser, rather than a page or a program fetching it: Java's take HTML, too. */
function asksForPage({ method = '', headers }: IncomingMessage): boolean {
  const mayGo = ['GET', 'HEAD', 'POST'].includes(method) && headers.authorization === undefined;
  return mayGo && /\btext\/html\b/.test(headers.accept ?? '');
}

/** What was still coming is not wanted; `refuse` answers with a page. */
function closed(response: ServerResponse, refuse?: (status: number) => void): void {
  response.setHeader('Connection', 'close');
  if (refuse) refuse(403);
  else response.writeHead(403).end();
}

function answerText(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store' }).end(body);
}

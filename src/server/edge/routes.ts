/** Which address of the public port is answered by whom. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Log } from '../log.ts';
import type { PageVisit } from '../page-visit.ts';
import { Throttle } from '../throttle.ts';
import { isPagePath } from './app-routes.ts';
import { answerBosh } from './bosh-endpoint.ts';
import type { Callers } from './callers.ts';
import { clientAddress, isSecure, limitKey } from './client-address.ts';
import { hostMetaJson, hostMetaXml } from './host-meta.ts';
import { isLocalRequest } from './local-request.ts';
import { toOriginForm } from './origin-form.ts';
import { cssHashIn } from './page.ts';
import { isHost, setSecurityHeaders } from './security-headers.ts';
import { endSlowBody } from './slow-body.ts';
import { createStaticFiles } from './static-files.ts';
import type { AnswerMedia, PageLane } from './visits.ts';

type Health = Readonly<Record<string, boolean>>;

export interface RoutesOptions {
  readonly domain: string;
  /** Who runs the site. */
  readonly operator?: string;
  /** The folder of the built app. */
  readonly publicDir: string;
  readonly limits: boolean;
  /** Without it, all screens are the app's. */
  readonly pages?: PageLane;
  readonly media?: AnswerMedia;
  /** Where the XMPP server's HTTP listens. */
  readonly xmpp: { readonly host: string; readonly port: number };
  /** Whether phones are let through to it. */
  readonly isOpen: () => boolean;
  /** Which parts of the site are ready; the site is when all of them are. */
  readonly health: () => Health | Promise<Health>;
  /** What is measured, for whoever asks on this machine. */
  readonly metrics?: { readonly type: string; text(): Promise<string> };
  readonly log: Log;
}

/** Where something is told, and nothing taken. */
const TOLD: ReadonlySet<string> = new Set([
  ...['/health', '/health/live', '/metrics', '/wifi'],
  ...['/.well-known/host-meta', '/.well-known/host-meta.json'],
]);

/** Sessions without a WebSocket that begin at an address: as many as a township needs. */
const BOSH_BEGINS = { burst: 1_000, perSecond: 10 };

/** Answers the requests of the public port. */
export class Routes {
  readonly #options: RoutesOptions;
  readonly #callers: Callers;
  readonly #answerFile: ReturnType<typeof createStaticFiles>;
  readonly #cssHash: string;
  readonly #boshBegins: Throttle | null;

  constructor(options: RoutesOptions, callers: Callers) {
    this.#options = options;
    this.#callers = callers;
    const { publicDir, domain, operator = '', limits } = options;
    this.#answerFile = createStaticFiles(publicDir, { 'xmpp-domain': domain, operator });
    this.#cssHash = cssHashIn(publicDir);
    this.#boshBegins = limits ? new Throttle(BOSH_BEGINS) : null;
  }

  /** Answers; what fails of our own is logged, and answered with 500. */
  take(request: IncomingMessage, response: ServerResponse): void {
    const { socket } = request;
    // What was given up half-way would stand before all that comes after it on that connection.
    response.once('finish', () => {
      if (request.destroyed && !request.complete) socket.destroySoon();
    });
    this.#answer(request, response).catch((error) => this.#fail(request, response, error));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    toOriginForm(request);
    const { url = '/', headers } = request;
    const { host } = headers;
    if (!isHost(host)) {
      response.writeHead(400).end();
      return;
    }
    const visit = this.#visitOf(request, response, host);
    this.#setHeaders(visit);
    endSlowBody(request);
    const { media } = this.#options;
    if (media && url.startsWith('/media/')) return this.#answerMedia(visit, media);
    return this.#answerPath(visit);
  }

  #visitOf(request: IncomingMessage, response: ServerResponse, host: string): PageVisit {
    const { trusted, isSameOrigin } = this.#callers;
    const [path = '/', query = ''] = (request.url ?? '/').split('?');
    return {
      ...{ request, response, path, host, query: new URLSearchParams(query) },
      secure: isSecure(request, trusted),
      sameOrigin: isSameOrigin(request),
      address: limitKey(clientAddress(request, trusted)),
    };
  }

  #setHeaders({ response, host, secure }: PageVisit): void {
    setSecurityHeaders(response, host, secure, this.#cssHash);
  }

  async #answerMedia(visit: PageVisit, media: AnswerMedia): Promise<void> {
    const { request, response, address, secure } = visit;
    const { pages } = this.#options;
    const answerPage = (status: number) => {
      // In place of those of a picture.
      this.#setHeaders(visit);
      pages?.refuse(visit, status);
    };
    const refuse = pages && asksForPage(request) ? answerPage : undefined;
    // Where others can listen, pictures that everybody may have go out, and nothing comes in.
    if (!this.#callers.mayReachXmpp(request) && !isOpenRead(request)) {
      return closed(response, refuse);
    }
    const path = (request.url ?? '').slice('/media'.length);
    return media(request, response, { path, address, secure, refuse });
  }

  async #answerPath(visit: PageVisit): Promise<void> {
    const { request, response, host, secure } = visit;
    if (TOLD.has(visit.path) && request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { Allow: 'GET, HEAD' }).end();
      return;
    }
    switch (visit.path) {
      // Alive: restarting it would mend nothing. Ready: people can read and write.
      case '/health/live':
        return answerText(response, 200, 'application/json', '{"alive":true}');
      case '/health':
        return this.#answerHealth(response);
      // Where the app sends people whom a captive portal stops: whoever gets here is through.
      case '/wifi':
        response.writeHead(302, { Location: '/', 'Cache-Control': 'no-store' }).end();
        return;
      case '/metrics': {
        const { metrics } = this.#options;
        if (!metrics || !isLocalRequest(request)) return this.#answerFile(request, response);
        return answerText(response, 200, metrics.type, await metrics.text());
      }
      case '/.well-known/host-meta':
        return answerText(response, 200, 'application/xrd+xml', hostMetaXml(host, secure));
      case '/.well-known/host-meta.json':
        return answerText(response, 200, 'application/json', hostMetaJson(host, secure));
      case '/http-bind':
        return this.#passToXmpp(request, response);
      default:
        return this.#answerPageOrFile(visit);
    }
  }

  async #answerHealth(response: ServerResponse): Promise<void> {
    const health = await this.#options.health();
    const ready = Object.values(health).every(Boolean);
    const body = JSON.stringify({ ready, ...health });
    answerText(response, ready ? 200 : 503, 'application/json', body);
  }

  async #passToXmpp(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { trusted, isSameOrigin, mayReachXmpp } = this.#callers;
    if (!mayReachXmpp(request)) return closed(response);
    const { domain, isOpen, xmpp: upstream } = this.#options;
    const begins = this.#boshBegins;
    return answerBosh(request, response, clientAddress(request, trusted), {
      ...{ upstream, domain, isOpen, isSameOrigin, begins },
    });
  }

  async #answerPageOrFile(visit: PageVisit): Promise<void> {
    const { request, response, path } = visit;
    const { pages } = this.#options;
    if (pages && isPagePath(path)) return pages.answer(visit);
    const answerMissing = () => {
      pages?.answer(visit).catch((error) => this.#fail(request, response, error));
    };
    this.#answerFile(request, response, pages && asksForPage(request) && answerMissing);
  }

  #fail(request: IncomingMessage, response: ServerResponse, error: NodeJS.ErrnoException): void {
    // Phones are lost in the middle of what they send, which is nobody's mistake.
    if (error.code === 'ECONNRESET' && request.destroyed) return;
    const { log, pages } = this.#options;
    log.error('A request failed', { error });
    const { host = '' } = request.headers;
    try {
      if (response.headersSent) response.destroy();
      // Who waits for a page gets one: an empty one leads nowhere.
      else if (pages && asksForPage(request)) {
        pages.refuse(this.#visitOf(request, response, host), 500);
      } else response.writeHead(500).end();
    } catch (another) {
      log.error('Nor could that be told', { error: another as Error });
      response.destroy();
    }
  }
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

/** Closes the connection after this answer: the rest of the request is not read. `refuse` answers with a page. */
function closed(response: ServerResponse, refuse?: (status: number) => void): void {
  response.setHeader('Connection', 'close');
  if (refuse) refuse(403);
  else response.writeHead(403).end();
}

function answerText(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store' }).end(body);
}

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a hotspot does to a request: the ways of captive portals and of links that break. */
export const FAULTS = ['redirect', 'must-log-in', 'html-as-page', 'html-as-file', 'cut'] as const;
export type Fault = (typeof FAULTS)[number];

const LOG_IN = '<!doctype html><title>WiFi</title><h1>Log in to the WiFi</h1>';

/** A way to a site on which chosen requests meet a fault. */
export class HostileEdge {
  readonly url: string;
  /** What happens to a request of that path; `null` lets it through. */
  plan: (path: string) => Fault | null = () => null;
  /** How many requests met a fault. */
  hits = 0;
  /** Where the site listens; another one after a deploy. */
  siteUrl: string;
  readonly #server: Server;

  private constructor(server: Server, siteUrl: string) {
    this.#server = server;
    this.siteUrl = siteUrl;
    this.url = `http://localhost:${(server.address() as AddressInfo).port}`;
  }

  static async before(siteUrl: string): Promise<HostileEdge> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, resolve));
    const edge = new HostileEdge(server, siteUrl);
    server.on('request', (request, response) => {
      edge.#answer(request, response).catch(() => response.destroy());
    });
    return edge;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer({ url = '/' }: IncomingMessage, response: ServerResponse): Promise<void> {
    const fault = this.plan(url);
    if (fault) this.hits += 1;
    if (fault === 'redirect') {
      response.writeHead(302, { Location: '/log-in.html' }).end();
    } else if (fault === 'must-log-in') {
      response.writeHead(511, { 'Content-Type': 'text/html' }).end(LOG_IN);
    } else if (fault === 'html-as-page' || url === '/log-in.html') {
      response.writeHead(200, { 'Content-Type': 'text/html' }).end(LOG_IN);
    } else {
      const answer = await fetch(this.siteUrl + url, { redirect: 'manual' });
      const type = answer.headers.get('content-type') ?? '';
      const body = fault === 'html-as-file' ? Buffer.from(LOG_IN) : await bodyOf(answer);
      const policy = answer.headers.get('content-security-policy') ?? '';
      const location = answer.headers.get('location');
      response.writeHead(answer.status, {
        ...{ 'Content-Type': type, 'Content-Security-Policy': policy },
        ...{ 'Content-Length': body.length, 'Cache-Control': 'no-cache' },
        ...(location && { Location: location }),
      });
      if (fault !== 'cut') response.end(body);
      else response.write(body.subarray(0, body.length / 2), () => response.destroy());
    }
  }
}

async function bodyOf(answer: Response): Promise<Buffer> {
  return Buffer.from(await answer.arrayBuffer());
}

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Stored {
  readonly body: Buffer;
  readonly headers: Headers;
  /** What the request said in the headers that the answer varies by. */
  readonly varied: ReadonlyMap<string, string | null>;
}

/**
 * A cache that many people go through (RFC 9111), as eager as its rules let it be: whatever may be
 * stored is, and is used for whomever it may be used.
 */
export class SharedCache {
  readonly url: string;
  /** How many answers came out of it. */
  hits = 0;
  readonly #stored = new Map<string, Stored[]>();
  readonly #server: Server;

  private constructor(server: Server, site: string) {
    this.#server = server;
    this.url = `http://localhost:${(server.address() as AddressInfo).port}`;
    server.on('request', async (request, response) => {
      const pieces: Buffer[] = [];
      for await (const piece of request) pieces.push(piece);
      const init = { method: request.method ?? 'GET', headers: new Headers() };
      for (const name of ['cookie', 'accept-language', 'content-type']) {
        const value = request.headers[name];
        if (value !== undefined) init.headers.set(name, String(value));
      }
      const body = pieces.length > 0 ? { body: Buffer.concat(pieces) } : {};
      const answer = await this.#answer(site + request.url, { ...init, ...body });
      for (const [name, value] of answer.headers) {
        if (!/encoding|length/.test(name)) response.appendHeader(name, value);
      }
      response.writeHead(answer.status);
      response.end(answer.body);
    });
  }

  static async before(site: string): Promise<SharedCache> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, resolve));
    return new SharedCache(server, site);
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #answer(url: string, init: RequestInit & { headers: Headers }) {
    const known = (this.#stored.get(url) ?? []).find(({ varied }) =>
      [...varied].every(([name, value]) => init.headers.get(name) === value),
    );
    const isRead = init.method === 'GET';
    if (isRead && known) {
      const fresh = !/no-cache|max-age=0/.test(known.headers.get('cache-control') ?? '');
      if (fresh) return this.#hit(known);
      init.headers.set('if-none-match', known.headers.get('etag') ?? '');
    }
    const answer = await fetch(url, { ...init, redirect: 'manual' });
    if (isRead && known && answer.status === 304) return this.#hit(known);
    const body = Buffer.from(await answer.arrayBuffer());
    const { status, headers } = answer;
    const control = headers.get('cache-control') ?? '';
    if (isRead && status === 200 && !/no-store|private/.test(control)) {
      const names = (headers.get('vary') ?? '')
        .toLowerCase()
        .split(/\s*,\s*/)
        .filter(Boolean);
      const varied = new Map(names.map((name) => [name, init.headers.get(name)]));
      this.#stored.set(url, [...(this.#stored.get(url) ?? []), { body, headers, varied }]);
    }
    return { status, headers, body };
  }

  #hit({ body, headers }: Stored) {
    this.hits += 1;
    return { status: 200, headers, body };
  }
}

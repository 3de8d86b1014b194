import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** How good the way is, in each direction. */
export interface Weather {
  /** How long everything is under way, in milliseconds. */
  readonly delay?: number;
  readonly bytesPerSecond?: number;
}

/** Replies that get lost: the `every`-th piece from the site that holds `text` breaks its connection. */
interface Loss {
  readonly text: string;
  readonly every: number;
  left: number;
  count: number;
}

/**
 * A way to the site that is as bad as it is told to be: slow, narrow, stalling, silent, cut. It takes
 * the offer to compress out of WebSockets, so that what passes can be read.
 */
export class ChaosProxy {
  readonly url: string;
  weather: Weather = {};
  /** Connections that ask for a WebSocket are broken, as by a proxy that knows HTTP only. */
  stopsWebSockets = false;
  /** How many connections were made. */
  connections = 0;
  /** The paths that were asked for, in their order. */
  readonly asked: string[] = [];
  /** Where the site listens; another place after {@link lead}. */
  #port: number;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #state: 'whole' | 'cut' | 'silent' = 'whole';
  #stalled: Promise<unknown> = Promise.resolve();
  #loss: Loss | undefined;
  #awaited: { readonly text: string; readonly resolve: () => void } | undefined;
  #bytesLeft = Number.POSITIVE_INFINITY;
  /** The longest chain of answers that has reached each end: a logical clock, as in Lamport 1978. */
  #chain = { phone: 0, site: 0 };

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.#port = port;
    this.url = `http://localhost:${(server.address() as AddressInfo).port}`;
  }

  static async to(siteUrl: string): Promise<ChaosProxy> {
    const server = createServer();
    server.listen(0);
    await once(server, 'listening');
    const proxy = new ChaosProxy(server, Number(new URL(siteUrl).port));
    server.on('connection', (socket) => proxy.#carry(socket));
    return proxy;
  }

  /** How many round trips were waited for: the longest chain of an answer to what followed an answer. */
  get roundTrips(): number {
    return this.#chain.phone;
  }

  countRoundTrips(): void {
    // What is still on its way counts where it was counted.
    this.#chain = { phone: 0, site: 0 };
  }

  /** Every connection breaks, and new ones lead to another site. */
  lead(siteUrl: string): void {
    this.#port = Number(new URL(siteUrl).port);
    this.#breakAll();
  }

  /** Every connection breaks, and no new one is made. */
  cut(): void {
    this.#state = 'cut';
    this.#breakAll();
  }

  /** Every connection breaks when so many more bytes have come from the site; new ones are made. */
  cutAfter(bytes: number): void {
    this.#bytesLeft = bytes;
  }

  /** Nothing passes any more, and nobody is told (a phone that went out of reach). */
  silence(): void {
    this.#state = 'silent';
  }

  /** Nothing passes for so many milliseconds; then all of it does. */
  stall(milliseconds: number): void {
    this.#stalled = delay(milliseconds);
  }

  /** Of the pieces from the site that hold `text`, every `every`-th is lost, with its connection; so many `times`. */
  lose(text: string, every: number, times = Number.POSITIVE_INFINITY): void {
    this.#loss = { text, every, left: times, count: 0 };
  }

  /** Resolves when the next piece with that text has gone on its way from the site to the phone. */
  passed(text: string): Promise<void> {
    return new Promise((resolve) => {
      this.#awaited = { text, resolve };
    });
  }

  heal(): void {
    this.#state = 'whole';
    this.#loss = undefined;
    this.#bytesLeft = Number.POSITIVE_INFINITY;
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #breakAll(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  #carry(phone: Socket): void {
    if (this.#state === 'cut') {
      phone.destroy();
      return;
    }
    this.connections += 1;
    const site = connect(this.#port, 'localhost');
    for (const socket of [phone, site]) socket.setNoDelay(true);
    this.#pass(phone, site, 'site', (piece) => this.#fromPhone(piece));
    this.#pass(site, phone, 'phone', (piece) => this.#fromSite(piece));
  }

  /** Gives the piece, or `null` where it may not pass. */
  #fromPhone(piece: Buffer): Buffer | null {
    if (this.stopsWebSockets && piece.includes('GET /xmpp-websocket')) return null;
    const isRequest = piece.subarray(0, 4).toString() === 'GET ';
    if (!isRequest) return piece;
    this.asked.push(piece.toString('latin1', 4, piece.indexOf(' HTTP/')));
    const head = piece.toString('latin1').replace(/^sec-websocket-extensions:.*\r\n/im, '');
    return Buffer.from(head, 'latin1');
  }

  /** Gives the piece, or `null` where it is lost. */
  #fromSite(piece: Buffer): Buffer | null {
    const loss = this.#loss;
    if (loss && loss.left > 0 && piece.includes(loss.text)) {
      loss.count += 1;
      if (loss.count % loss.every === 0) {
        loss.left -= 1;
        return null;
      }
    }
    if (this.#awaited && piece.includes(this.#awaited.text)) setImmediate(this.#awaited.resolve);
    this.#bytesLeft -= piece.length;
    if (this.#bytesLeft >= 0) return piece;
    this.#bytesLeft = Number.POSITIVE_INFINITY;
    this.#breakAll();
    return null;
  }

  #pass(
    from: Socket,
    to: Socket,
    end: 'phone' | 'site',
    look: (piece: Buffer) => Buffer | null,
  ): void {
    this.#sockets.add(from);
    let free = 0;
    let sending: Promise<unknown> = Promise.resolve();
    from.on('data', (piece: Buffer) => {
      const { delay: latency = 0, bytesPerSecond = Number.POSITIVE_INFINITY } = this.weather;
      free = Math.max(free, performance.now()) + (piece.length / bytesPerSecond) * 1_000;
      const arrival = free + latency;
      const chain = this.#chain;
      const length = end === 'site' ? chain.phone : chain.site + 1;
      sending = sending.then(async () => {
        await this.#stalled;
        const left = arrival - performance.now();
        if (left > 0) await delay(left);
        if (this.#state === 'silent' || to.destroyed) return;
        const passed = look(piece);
        if (passed) {
          chain[end] = Math.max(chain[end], length);
          to.write(passed);
        } else from.destroy();
      });
    });
    from.on('error', () => to.destroy());
    from.on('close', () => {
      this.#sockets.delete(from);
      sending.then(() => to.destroy());
    });
  }
}

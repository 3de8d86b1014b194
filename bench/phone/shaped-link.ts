import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** Free WiFi that many share: bits each second, and milliseconds there and back. */
const BITS_PER_SECOND = 400_000;
export const ROUND_TRIP = 400;

type Direction = 'up' | 'down';

/**
 * A slow way to a site that counts what passes. Chromium's own emulation leaves WebSockets and the
 * service worker alone, so the bytes themselves are held up: all connections share the rate, each
 * byte travels half a round trip, and a new connection takes one before it carries anything.
 */
export class ShapedLink {
  readonly url: string;
  /** Bytes that TCP carried since {@link reset}: in both directions, and towards the phone. */
  bytes = 0;
  bytesDown = 0;
  #lastByte = performance.now();
  #isCut = false;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  /** When the last byte of each direction will have been put on the line. */
  readonly #free: Record<Direction, number> = { up: 0, down: 0 };

  private constructor(server: Server) {
    this.#server = server;
    this.url = `http://localhost:${(server.address() as AddressInfo).port}`;
  }

  static async to(siteUrl: string): Promise<ShapedLink> {
    const { port } = new URL(siteUrl);
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, resolve));
    const link = new ShapedLink(server);
    server.on('connection', (phone) => link.#carry(phone, Number(port)));
    return link;
  }

  /** Counts anew; what has yet to begin is no quiet. */
  reset(): void {
    this.bytes = 0;
    this.bytesDown = 0;
    this.#lastByte = performance.now();
  }

  /** Breaks every connection and makes no new one. */
  cut(): void {
    this.#isCut = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  heal(): void {
    this.#isCut = false;
  }

  /** Waits until nothing has passed for so many milliseconds. */
  async quiet(milliseconds = 2_500): Promise<void> {
    for (;;) {
      const left = this.#lastByte + milliseconds - performance.now();
      if (left <= 0) return;
      await delay(left);
    }
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #carry(phone: Socket, port: number): void {
    if (this.#isCut) {
      phone.destroy();
      return;
    }
    const site = connect(port, 'localhost');
    const opened = performance.now() + ROUND_TRIP;
    this.#pass(phone, site, 'up', opened);
    this.#pass(site, phone, 'down', opened);
  }

  #pass(from: Socket, to: Socket, direction: Direction, opened: number): void {
    this.#sockets.add(from);
    from.setNoDelay();
    // Timers of different lengths may go off in another order than they are due.
    const underWay: (Buffer | null)[] = [];
    const later = (piece: Buffer | null, length: number) => {
      underWay.push(piece);
      const start = Math.max(performance.now(), opened, this.#free[direction]);
      this.#free[direction] = start + (length * 8_000) / BITS_PER_SECOND;
      const wait = this.#free[direction] + ROUND_TRIP / 2 - performance.now();
      setTimeout(() => {
        const next = underWay.shift() ?? null;
        if (next === null) to.end();
        else if (to.writable) to.write(next);
      }, wait);
    };
    from.on('data', (piece) => {
      this.bytes += piece.length;
      if (direction === 'down') this.bytesDown += piece.length;
      this.#lastByte = performance.now();
      later(piece, piece.length);
    });
    from.on('end', () => later(null, 0));
    from.on('error', () => to.destroy());
    from.on('close', () => this.#sockets.delete(from));
  }
}

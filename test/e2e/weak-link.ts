import type { AddressInfo } from 'node:net';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** A way to the site that can be cut: a browser told to be offline keeps its WebSocket open. */
export class WeakLink {
  readonly url: string;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #state: 'whole' | 'cut' | 'silent' = 'whole';

  private constructor(server: Server) {
    this.#server = server;
    this.url = `http://localhost:${(server.address() as AddressInfo).port}`;
  }

  static async to(siteUrl: string): Promise<WeakLink> {
    const { port } = new URL(siteUrl);
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, resolve));
    const link = new WeakLink(server);
    server.on('connection', (socket) => link.#carry(socket, Number(port)));
    return link;
  }

  /** Every connection breaks, and no new one is made. */
  cut(): void {
    this.#state = 'cut';
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Nothing passes any more, and nobody is told (a phone that went out of reach). */
  silence(): void {
    this.#state = 'silent';
  }

  heal(): void {
    this.#state = 'whole';
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #carry(phone: Socket, port: number): void {
    if (this.#state === 'cut') {
      phone.destroy();
      return;
    }
    const site = connect(port, 'localhost');
    this.#pass(phone, site);
    this.#pass(site, phone);
  }

  #pass(from: Socket, to: Socket): void {
    this.#sockets.add(from);
    from.on('data', (piece) => {
      if (this.#state !== 'silent') to.write(piece);
    });
    from.on('error', () => to.destroy());
    from.on('close', () => {
      this.#sockets.delete(from);
      to.destroy();
    });
  }
}

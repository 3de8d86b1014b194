import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';

// Node.js 20 has none of its own; phones do.
globalThis.WebSocket ??= WebSocket as unknown as typeof globalThis.WebSocket;

/** One stream of a phone, as the server sees it. */
export class Stream {
  readonly received: string[] = [];
  /** Settled when the phone's link is gone. */
  readonly over: Promise<unknown>;
  readonly #socket: WebSocket;
  readonly #waiting: (() => void)[] = [];

  constructor(socket: WebSocket) {
    this.#socket = socket;
    this.over = new Promise((resolve) => socket.once('close', resolve));
    socket.on('message', (frame) => {
      this.received.push(String(frame));
      for (const wake of this.#waiting.splice(0)) wake();
    });
  }

  send(...frames: readonly string[]): void {
    for (const frame of frames) this.#socket.send(frame);
  }

  /** Breaks the link, without a word. */
  cut(): void {
    this.#socket.terminate();
  }

  /** Ends the link once all that was said is there. */
  end(): void {
    this.#socket.close();
  }

  /** Hears and says nothing any more, not even goodbye (a phone that went out of reach). */
  fallSilent(): void {
    this.#socket.pause();
  }

  /** The first frame that looks like that, which may have come already. */
  async expect(pattern: RegExp): Promise<string> {
    for (;;) {
      const found = this.received.find((frame) => pattern.test(frame));
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  /** Takes the stream's header and offers what Prosody does. */
  async greet(mechanisms: readonly string[] = ['PLAIN']): Promise<void> {
    await this.expect(/^<open/);
    const offered = mechanisms.map((name) => `<mechanism>${name}</mechanism>`).join('');
    this.send(
      '<open xmlns="urn:ietf:params:xml:ns:xmpp-framing" version="1.0" from="localhost" id="s"/>',
      `<stream:features xmlns="jabber:client" xmlns:stream="http://etherx.jabber.org/streams"><authentication xmlns="urn:xmpp:sasl:2">${offered}<inline><fast xmlns="urn:xmpp:fast:0"><mechanism>HT-SHA-256-NONE</mechanism></fast><sm xmlns="urn:xmpp:sm:3"/><bind xmlns="urn:xmpp:bind:0"><inline><feature var="urn:xmpp:sm:3"/></inline></bind></inline></authentication></stream:features>`,
    );
  }

  /** Lets the phone in, with whatever else the answer carries, in the order in which Prosody says it. */
  welcome(more = ''): void {
    this.send(
      `<success xmlns="urn:xmpp:sasl:2"><bound xmlns="urn:xmpp:bind:0"><enabled xmlns="urn:xmpp:sm:3" id="sm1" resume="1"/></bound>${more}<authorization-identifier>anna@localhost/phone</authorization-identifier></success>`,
    );
  }

  refuse(condition = 'not-authorized'): void {
    this.send(
      `<failure xmlns="urn:xmpp:sasl:2"><${condition} xmlns="urn:ietf:params:xml:ns:xmpp-sasl"/></failure>`,
    );
  }
}

/** An XMPP server that does what a test says, stream by stream. */
export class ScriptedServer {
  readonly url: string;
  readonly #server: WebSocketServer;
  readonly #streams: Stream[] = [];
  readonly #waiting: ((stream: Stream) => void)[] = [];

  private constructor(server: WebSocketServer) {
    this.#server = server;
    this.url = `ws://localhost:${(server.address() as AddressInfo).port}`;
    server.on('connection', (socket) => {
      const stream = new Stream(socket);
      const next = this.#waiting.shift();
      if (next) next(stream);
      else this.#streams.push(stream);
    });
  }

  static async start(): Promise<ScriptedServer> {
    const server = new WebSocketServer({ port: 0 });
    await new Promise((resolve) => server.once('listening', resolve));
    return new ScriptedServer(server);
  }

  /** The next stream that a phone opens. */
  stream(): Promise<Stream> {
    const open = this.#streams.shift();
    return open ? Promise.resolve(open) : new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** How many streams were opened that nobody asked for. */
  get unexpected(): number {
    return this.#streams.length;
  }

  stop(): void {
    for (const socket of this.#server.clients) socket.terminate();
    this.#server.close();
  }
}

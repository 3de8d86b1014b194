import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import { MAX_STANZA_BYTES } from '../../protocol/limits.ts';
import type { Log } from '../log.ts';
import { Throttle } from '../throttle.ts';
import { limitKey } from './client-address.ts';
import type { OriginCheck } from './origin.ts';
import { refuseUpgrade } from './refuse-upgrade.ts';
import { relay } from './socket-relay.ts';

export interface WebSocketOptions {
  /** Where the XMPP server speaks RFC 7395. */
  readonly upstream: { readonly host: string; readonly port: number };
  readonly domain: string;
  readonly limits: boolean;
  /** How long a phone may take to sign in, in milliseconds. */
  readonly authenticateWithin: number;
  readonly isOpen: () => boolean;
  readonly isSameOrigin: OriginCheck;
  readonly log: Log;
}

/** RFC 7395, 3.1. */
const SUBPROTOCOL = 'xmpp';

/** Sockets that one address may hold: a township behind one hotspot, and not a whole attack. */
const SOCKETS_PER_ADDRESS = 1_000;

/**
 * Sockets that may begin at one address: XMPP sessions outlive a socket that is cut, so those that are held are not
 * all that it costs. A township that comes back at once is let in, and goes on at the pace of its phones.
 */
const BEGINS = { burst: 1_000, perSecond: 20 };

/** How long the XMPP server may take to answer a handshake, in milliseconds. */
const ANSWER_WITHIN = 10_000;

/** How often phones are asked whether they are there, in milliseconds: 100 bytes, once a minute. */
const HEARTBEAT = 60_000;

/**
 * Phones' links are slow and Prosody does not compress, so the edge does. The dictionary lives as long
 * as the socket, because stanzas are short and alike: 43 KB of memory for each.
 */
const COMPRESSION = {
  threshold: 256,
  serverMaxWindowBits: 12,
  zlibDeflateOptions: { level: 6, memLevel: 5 },
};

/** `/xmpp-websocket`: ends the phones' WebSockets and passes their frames to the XMPP server. */
export class WebSocketEndpoint {
  readonly #options: WebSocketOptions;
  readonly #held = new Map<string, number>();
  readonly #begins: Throttle | null;
  readonly #alive = new WeakSet<WebSocket>();
  readonly #heartbeat = setInterval(() => this.#beat(), HEARTBEAT).unref();
  readonly #server = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_STANZA_BYTES,
    perMessageDeflate: COMPRESSION,
    handleProtocols: () => SUBPROTOCOL,
  });

  constructor(options: WebSocketOptions) {
    this.#options = options;
    this.#begins = options.limits ? new Throttle(BEGINS) : null;
  }

  /** Takes an upgrade, or refuses it with a status. `address` is the phone's real one. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, address: string): void {
    const key = limitKey(address);
    const refusal = this.#refusal(request, key);
    if (refusal !== null) {
      refuseUpgrade(socket, refusal);
      return;
    }
    this.#hold(key, 1);
    socket.once('close', () => this.#hold(key, -1));

    const { host, port } = this.#options.upstream;
    const upstream = new WebSocket(`ws://${host}:${port}/xmpp-websocket`, SUBPROTOCOL, {
      perMessageDeflate: false,
      handshakeTimeout: ANSWER_WITHIN,
      skipUTF8Validation: true,
      headers: { Host: this.#options.domain, 'X-Forwarded-For': key },
    });
    const failed = () => refuseUpgrade(socket, 502);
    const left = () => upstream.terminate();
    upstream.once('error', failed);
    socket.once('close', left);
    upstream.once('open', () => {
      upstream.off('error', failed);
      socket.off('close', left);
      let joined = false;
      this.#server.handleUpgrade(request, socket, head, (phone) => {
        joined = true;
        this.#join(phone, upstream);
      });
      // Called back at once or, where the request is no good handshake, never.
      if (!joined) upstream.terminate();
    });
  }

  /** Phones that are connected now. */
  get count(): number {
    return this.#server.clients.size;
  }

  /** Sends every phone away. */
  close(): void {
    clearInterval(this.#heartbeat);
    for (const phone of this.#server.clients) phone.close(1001);
    for (const phone of this.#server.clients) phone.terminate();
  }

  #refusal(request: IncomingMessage, key: string): number | null {
    const protocols = String(request.headers['sec-websocket-protocol'] ?? '').split(/\s*,\s*/);
    if (!protocols.includes(SUBPROTOCOL)) return 400;
    if (!this.#options.isSameOrigin(request)) return 403;
    if (!this.#options.isOpen()) return 503;
    const held = this.#held.get(key) ?? 0;
    if (this.#options.limits && held >= SOCKETS_PER_ADDRESS) {
      this.#options.log.warn('An address holds as many sockets as it may', { held });
      return 429;
    }
    return this.#begins?.take(key) === false ? 429 : null;
  }

  #join(phone: WebSocket, upstream: WebSocket): void {
    this.#alive.add(phone);
    phone.on('message', () => this.#alive.add(phone));
    phone.on('pong', () => this.#alive.add(phone));
    const tooLate = setTimeout(
      () => phone.close(1008, 'not signed in in time'),
      this.#options.authenticateWithin,
    );
    phone.once('close', () => clearTimeout(tooLate));
    relay(phone, upstream, () => clearTimeout(tooLate));
  }

  /** Prosody sees our socket, not the phone's: whether the phone is gone, only we can tell. */
  #beat(): void {
    for (const phone of this.#server.clients) {
      if (this.#alive.delete(phone)) phone.ping();
      else phone.terminate();
    }
  }

  #hold(key: string, change: 1 | -1): void {
    const held = (this.#held.get(key) ?? 0) + change;
    if (held === 0) this.#held.delete(key);
    else this.#held.set(key, held);
  }
}

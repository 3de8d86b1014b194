import { createHash } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { NS } from '../../protocol/namespaces.ts';
import { errorOf } from '../../protocol/stanza.ts';
import { type Element, serialize } from '../../protocol/xml.ts';
import { holdTogether } from '../stream/hold-together.ts';
import { StanzaParser } from '../stream/parser.ts';

/** First and longest pause before the next try to reach the XMPP server, in milliseconds. */
const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 5_000;
/** How long the XMPP server may take to let the component in, in milliseconds. */
const HANDSHAKE_PATIENCE = 10_000;

/** After so long without a word the other host is asked whether it lives, in milliseconds; 10 s later it is given up. */
const SILENCE = 3_000;

export interface LinkOptions {
  readonly host: string;
  readonly port: number;
  /** Domain of the component. */
  readonly domain: string;
  readonly secret: string;
  /** Whether anything may be answered or sent now; what comes while not is left unanswered. */
  readonly mayAct?: () => boolean;
  onStanza(stanza: Element): void;
  /** Called each time the server has let the component in. */
  onOnline(): void;
  onOffline(reason: string): void;
}

/**
 * A component's stream to the XMPP server (XEP-0114), kept up for as long as it is not stopped:
 * every end of it is followed by a new try, after pauses that double and are spread by chance.
 *
 * The socket decodes UTF-8 as a stream, so that a character cut in two by TCP stays whole.
 */
export class ComponentLink {
  readonly #options: LinkOptions;
  #socket: Socket | null = null;
  #online = false;
  #stopped = false;
  #pause = FIRST_PAUSE;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: LinkOptions) {
    this.#options = options;
  }

  get isOnline(): boolean {
    return this.#online;
  }

  start(): void {
    this.#connect();
  }

  /** Sends a stanza; dropped where the link is down: what waits for an answer asks again. */
  send(stanza: Element): void {
    this.sendText(serialize(stanza, NS.CLIENT));
  }

  /** Sends stanzas that were written out already, in the stream's default namespace. */
  sendText(xml: string): void {
    if (!this.#socket || !this.#online || !this.#mayAct()) return;
    holdTogether(this.#socket);
    this.#socket.write(xml);
  }

  /** Closes the stream; resolves when the socket is closed. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    const socket = this.#socket;
    if (!socket || socket.destroyed) return;
    await new Promise<void>((resolve) => {
      socket.once('close', () => resolve());
      socket.end(this.#online ? '</stream:stream>' : '');
      setTimeout(() => socket.destroy(), 1_000).unref();
    });
  }

  #connect(): void {
    const { host, port, domain, secret } = this.#options;
    const socket = connect({
      ...{ host, port, noDelay: true, keepAlive: true },
      keepAliveInitialDelay: SILENCE,
    });
    this.#socket = socket;
    socket.setEncoding('utf8');
    socket.setTimeout(HANDSHAKE_PATIENCE, () => socket.destroy(new Error('no handshake')));
    const parser = new StanzaParser({
      onOpen: ({ id = '' }) => {
        const digest = createHash('sha1')
          .update(id + secret)
          .digest('hex');
        socket.write(`<handshake>${digest}</handshake>`);
      },
      onStanza: (stanza) => this.#onElement(socket, stanza),
      onOversize: (head) => this.#refuse(head),
      onClose: () => socket.end(),
    });
    let reason = 'closed';
    socket.on('connect', () => {
      socket.write(
        `<?xml version="1.0"?><stream:stream xmlns="${NS.COMPONENT}" xmlns:stream="${NS.STREAMS}" to="${domain}">`,
      );
    });
    socket.on('data', (text) => {
      try {
        parser.write(String(text));
      } catch (error) {
        socket.destroy(error as Error);
      }
    });
    socket.on('error', (error) => {
      reason = error.message;
    });
    socket.on('close', () => this.#onEnd(reason));
  }

  #onElement(socket: Socket, element: Element): void {
    if (element.ns === NS.CLIENT && element.name === 'handshake') {
      socket.setTimeout(0);
      this.#online = true;
      this.#pause = FIRST_PAUSE;
      this.#options.onOnline();
    } else if (element.ns === NS.STREAMS) {
      const condition = element.children[0];
      const reason = typeof condition === 'object' ? condition.name : 'unknown';
      socket.destroy(new Error(`stream error: ${reason}`));
    } else if (this.#online && this.#mayAct()) {
      this.#options.onStanza(element);
    }
  }

  #mayAct(): boolean {
    return this.#options.mayAct?.() ?? true;
  }

  /** A question too large to be read is still answered, or its asker would wait for ever. */
  #refuse(head: Element): void {
    const { type } = head.attrs;
    if (head.name === 'iq' && (type === 'get' || type === 'set')) {
      const text = 'This request is nested too deeply or has too many parts.';
      this.send(errorOf(head, { type: 'modify', condition: 'policy-violation', text }));
    }
  }

  #onEnd(reason: string): void {
    const wasOnline = this.#online;
    this.#online = false;
    if (wasOnline || !this.#stopped) this.#options.onOffline(reason);
    if (this.#stopped) return;
    this.#timer = setTimeout(() => this.#connect(), this.#pause * (0.5 + Math.random() / 2));
    this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE);
  }
}

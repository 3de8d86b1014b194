import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import { WebSocket } from 'ws';
import { credentialsRequest } from '../../protocol/account.ts';
import { MAX_STANZA_BYTES, xmlSafe } from '../../protocol/limits.ts';
import { NS } from '../../protocol/namespaces.ts';
import {
  type ErrorType,
  type IqType,
  iq,
  readError,
  type StanzaError,
} from '../../protocol/stanza.ts';
import { child, childrenOf, childText, type Element, el, serialize } from '../../protocol/xml.ts';
import { holdTogether } from './hold-together.ts';
import { parseElement } from './parser.ts';
import { SignInRefused } from './sasl2.ts';

const ANSWER_WITHIN = 10_000;

export interface ConnectOptions extends ClientOptions {
  /** Of the site, or of Prosody itself; `/xmpp-websocket` is added. */
  readonly url: string;
  readonly domain: string;
  readonly username?: string;
  readonly password?: string;
  /** Makes the account first, on the same stream (XEP-0077). */
  readonly register?: boolean;
  /** Signs in to `anon.` + domain, as a reader without an account does. */
  readonly anonymous?: boolean;
}

/** An answer of type `error`, with all that it says. */
export class RequestRefused extends Error implements StanzaError {
  readonly type: ErrorType;
  readonly condition: string;
  readonly app: StanzaError['app'];
  readonly text: StanzaError['text'];

  constructor(error: StanzaError) {
    super(`${error.type}/${error.condition}: ${error.text ?? error.app?.name ?? ''}`);
    this.type = error.type;
    this.condition = error.condition;
    this.app = error.app;
    this.text = error.text;
  }
}

/** Nobody said anything: no connection, or nothing in time. What was asked may have been done. */
export class NoAnswer extends Error {}

interface Waiter {
  readonly wants: (stanza: Element) => boolean;
  readonly take: (stanza: Element) => void;
  readonly fail: (error: Error) => void;
}

export interface ClientOptions {
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Takes messages and presences as they come, in place of keeping them in lists. */
  readonly onStanza?: (stanza: Element) => void;
  /** Parses what comes; {@link parseElement} where nothing else is said. */
  readonly read?: (xml: string) => Element;
  /** How long the server may take to answer the handshake, in milliseconds. */
  readonly within?: number;
}

/** A small XMPP client over a WebSocket (RFC 7395), for programs that speak as a person. */
export class XmppClient {
  /** The full address that the server bound. */
  jid = '';
  /** Everything received, oldest first; empty where somebody else takes it. */
  readonly messages: Element[] = [];
  readonly presences: Element[] = [];
  readonly socket: WebSocket;
  /** Resolves with the code and the reason when the socket is closed, by whomever. */
  readonly closed: Promise<{ code: number; reason: string }>;
  readonly #waiters = new Set<Waiter>();
  /** What carries the WebSocket, once it is open. */
  #carrier: Socket | null = null;
  readonly #onStanza: ((stanza: Element) => void) | undefined;

  constructor(url: string, options: ClientOptions = {}) {
    const { headers = {}, onStanza, read = parseElement } = options;
    const address = `${url.replace(/^http/, 'ws')}/xmpp-websocket`;
    const handshakeTimeout = options.within ?? ANSWER_WITHIN;
    this.socket = new WebSocket(address, 'xmpp', { headers, handshakeTimeout });
    this.#onStanza = onStanza;
    this.socket.on('message', (frame) => this.#take(String(frame), read));
    this.socket.on('error', () => undefined); // a close follows
    this.socket.once('upgrade', ({ socket }) => {
      this.#carrier = socket;
    });
    this.closed = new Promise((resolve) =>
      this.socket.once('close', (code, reason) => {
        const lost = new NoAnswer(`the socket was closed: ${code} ${reason}`);
        for (const waiter of [...this.#waiters]) waiter.fail(lost);
        resolve({ code, reason: String(reason) });
      }),
    );
  }

  /**
   * Sends a request and waits for its answer, which must come from whom it was sent to; `within` is how
   * long, in milliseconds.
   *
   * @throws RequestRefused where the answer is an error, and where no server would take the request for its
   * length: it would end the stream with all that others wait for.
   * @throws NoAnswer
   */
  async request(
    type: 'get' | 'set',
    to: string,
    payload?: Element,
    within = ANSWER_WITHIN,
  ): Promise<Element> {
    const id = randomUUID();
    const isAnswer = (stanza: Element) =>
      stanza.name === 'iq' &&
      stanza.attrs.id === id &&
      ['result', 'error'].includes(stanza.attrs.type ?? '') &&
      (stanza.attrs.from === undefined || stanza.attrs.from === to);
    const xml = written(iq({ type: type satisfies IqType, id, to }, payload));
    if (Buffer.byteLength(xml) > MAX_STANZA_BYTES) {
      throw new RequestRefused({ type: 'modify', condition: 'policy-violation' });
    }
    const answer = this.waitFor(isAnswer, within);
    this.sendRaw(xml);
    const stanza = await answer;
    if (stanza.attrs.type === 'error') throw new RequestRefused(readError(stanza));
    return stanza;
  }

  /** The first message, of those received and those to come, that the predicate takes. */
  async waitForMessage(
    wants: (message: Element) => boolean,
    within = ANSWER_WITHIN,
  ): Promise<Element> {
    const found = this.messages.find(wants);
    return found ?? this.waitFor((stanza) => stanza.name === 'message' && wants(stanza), within);
  }

  /** The next thing received that the predicate takes. */
  waitFor(wants: (stanza: Element) => boolean, within = ANSWER_WITHIN): Promise<Element> {
    return new Promise((resolve, reject) => {
      const finish = (settle: () => void) => {
        clearTimeout(late);
        this.#waiters.delete(waiter);
        settle();
      };
      const fail = (error: Error) => finish(() => reject(error));
      const waiter = { wants, take: (stanza: Element) => finish(() => resolve(stanza)), fail };
      const late = setTimeout(
        () => fail(new NoAnswer(`nothing such came within ${within} ms`)),
        within,
      );
      if (this.socket.readyState > WebSocket.OPEN) fail(new NoAnswer('the socket is closed'));
      else this.#waiters.add(waiter);
    });
  }

  send(stanza: Element): void {
    this.sendRaw(written(stanza));
  }

  sendRaw(xml: string): void {
    if (this.#carrier) holdTogether(this.#carrier);
    this.socket.send(xml);
  }

  /** Ends the stream as RFC 7395, 3.6 says: nothing is kept for a resumption. */
  async close(): Promise<void> {
    if (this.socket.readyState === WebSocket.OPEN) this.send(el(NS.FRAMING, 'close'));
    this.socket.close();
    await this.closed;
  }

  /** Cuts the connection as a lost network does. */
  async cut(): Promise<void> {
    this.socket.terminate();
    await this.closed;
  }

  /**
   * Opens a stream, or opens it anew after signing in; gives the features that are offered. Who says
   * beforehand who they are, `from`, is offered to sign in with a token (XEP-0484).
   */
  async openStream(domain: string, from?: string): Promise<Element> {
    if (this.socket.readyState === WebSocket.CONNECTING) {
      const opened = new Promise((resolve) => this.socket.once('open', resolve));
      const refused = this.closed.then(() => Promise.reject(new NoAnswer('no connection')));
      await Promise.race([opened, refused]);
    }
    const features = this.waitFor((stanza) => stanza.name === 'features');
    this.send(el(NS.FRAMING, 'open', { to: domain, from, version: '1.0' }));
    return features;
  }

  /** @throws RequestRefused where the account cannot be made. */
  async register(domain: string, username: string, password: string): Promise<void> {
    await this.request('set', domain, credentialsRequest(username, password));
  }

  /**
   * Signs in by SASL (RFC 6120, 6) and opens the stream anew.
   *
   * @throws SignInRefused
   */
  async authenticate(mechanism: string, initial: string, domain: string): Promise<void> {
    const verdict = this.waitFor((stanza) => stanza.ns === NS.SASL);
    const response = Buffer.from(initial).toString('base64') || '=';
    this.send(el(NS.SASL, 'auth', { mechanism }, response));
    const said = await verdict;
    if (said.name !== 'success') {
      throw new SignInRefused(childrenOf(said)[0]?.name ?? 'not-authorized');
    }
    await this.openStream(domain);
  }

  /** Binds a resource of the server's choice (RFC 6120, 7). */
  async bind(domain: string): Promise<void> {
    const bound = await this.request('set', domain, el(NS.BIND, 'bind'));
    const answer = child(bound, 'bind', NS.BIND);
    this.jid = childText(answer, 'jid') ?? '';
  }

  /** Has the server keep the stream when the socket is lost (XEP-0198, 3); gives its id. */
  async enableResumption(): Promise<string> {
    const enabled = this.waitFor(({ name }) => name === 'enabled');
    this.send(el(NS.STREAM_MANAGEMENT, 'enable', { resume: 'true' }));
    return (await enabled).attrs.id ?? '';
  }

  /** Goes on, in place of binding, with a stream of which nothing was received (XEP-0198, 5). */
  async resume(id: string): Promise<void> {
    const verdict = this.waitFor(({ name }) => name === 'resumed' || name === 'failed');
    this.send(el(NS.STREAM_MANAGEMENT, 'resume', { previd: id, h: 0 }));
    const said = await verdict;
    if (said.name !== 'resumed') throw new Error(`not resumed: ${serialize(said)}`);
  }

  /** What cannot be read may have been anybody's answer: nobody is left waiting for it. */
  #take(frame: string, read: (xml: string) => Element): void {
    let stanza: Element;
    try {
      stanza = read(declared(frame));
    } catch {
      this.socket.terminate();
      return;
    }
    this.#receive(stanza);
  }

  #receive(stanza: Element): void {
    if (stanza.name !== 'iq' && this.#onStanza) this.#onStanza(stanza);
    else if (stanza.name === 'message') this.messages.push(stanza);
    else if (stanza.name === 'presence') this.presences.push(stanza);
    for (const waiter of [...this.#waiters]) {
      if (waiter.wants(stanza)) waiter.take(stanza);
    }
  }
}

/** Where a stanza holds what no document may contain, the server ends the stream. */
function written(stanza: Element): string {
  return xmlSafe(serialize(stanza));
}

/** Prosody 13 leaves the prefix of its stream errors undeclared on a WebSocket. */
function declared(frame: string): string {
  return frame.replace(/^<stream:error>/, `<stream:error xmlns:stream="${NS.STREAMS}">`);
}

/**
 * A client that is signed in and bound. It has sent no presence.
 *
 * @throws NoAnswer
 * @throws SignInRefused
 * @throws RequestRefused where the account cannot be made.
 */
export async function connect(options: ConnectOptions): Promise<XmppClient> {
  const { url, anonymous, username = '', password = '' } = options;
  const domain = anonymous ? `anon.${options.domain}` : options.domain;
  const client = new XmppClient(url, options);
  try {
    await client.openStream(domain);
    if (options.register) await client.register(domain, username, password);
    if (anonymous) await client.authenticate('ANONYMOUS', '', domain);
    else await client.authenticate('PLAIN', `\0${username}\0${password}`, domain);
    await client.bind(domain);
    return client;
  } catch (error) {
    client.socket.terminate();
    throw error;
  }
}

/// <reference path="./xmpp-client.d.ts" />
import type { Authenticate, LtxElement } from '@xmpp/client-core';
import { MAX_STANZA_BYTES } from '../../protocol/limits.ts';
import { NS } from '../../protocol/namespaces.ts';
import { errorOf, isRequest, type StanzaError } from '../../protocol/stanza.ts';
import type { Element } from '../../protocol/xml.ts';
import { createClient } from './create-client.ts';
import { type Credentials, SignInRefused, type TokenStore } from './credentials.ts';
import { readStanza, toLtx } from './element.ts';
import { keepLink, type Link } from './link.ts';
import { confirmation } from './own-requests.ts';
import { register } from './register.ts';
import { createRequests, NoAnswer, Refused, type Requests } from './requests.ts';
import { createSignIn } from './sign-in.ts';
import type { Ways } from './ways.ts';

/** What a phone is asked for, it does not have; a question must be answered (RFC 6120, 8.2.3). */
const NOT_HERE: StanzaError = { type: 'cancel', condition: 'service-unavailable' };

const TOO_BIG: StanzaError = {
  type: 'modify',
  condition: 'not-acceptable',
  app: { ns: NS.PUBSUB_ERRORS, name: 'payload-too-big' },
};

export interface SessionOptions {
  /** Shared by all sessions of a page: what one of them has found out holds for the next. */
  readonly ways: Ways;
  readonly domain: string;
  readonly credentials: Credentials;
  readonly tokens: TokenStore;
  readonly userAgent: string;
}

export interface SessionListener {
  /** There is a session; `resumed` says that it is the one of before and nothing was missed. */
  online(resumed: boolean): void;
  /** The link is lost, or could not be made; it is being tried again. */
  offline(): void;
  /** A stanza that is no answer to a request. */
  stanza(stanza: Element): void;
  /** No more tries are made. */
  refused(reason: SignInRefused): void;
}

/** One person's connection, kept alive until it is stopped. */
export interface Session extends Pick<Link, 'start' | 'stop' | 'wake' | 'drop'> {
  readonly request: Requests['request'];
  send(stanza: Element): Promise<void>;
  /** Gives up waiting for the answers to all requests. */
  readonly abandonRequests: () => void;
  /** The full address of the connection; `null` while there is none. */
  jid(): string | null;
}

/** Prepares a connection; nothing happens before it is started. */
export function createSession(options: SessionOptions, listener: SessionListener): Session {
  const { domain, ways, credentials, tokens, userAgent } = options;
  let saving: Promise<void> | undefined;
  /** Whether nobody was told of the session yet: its link may break before it is told. */
  let isNew = true;

  const requests = createRequests(async (stanza) => {
    const element = toLtx(stanza);
    // The server would end the stream, and we would send it again on the next, for ever.
    if (byteLength(String(element)) > MAX_STANZA_BYTES) throw new Refused(TOO_BIG);
    await xmpp.send(element);
  });
  const signIn = createSignIn({
    credentials,
    tokens,
    userAgent,
    register: (username, password) => register(requests, domain, username, password),
  });
  const xmpp = createClient({
    domain,
    username: credentials.kind === 'anonymous' ? undefined : credentials.username,
    signIn: enter,
    revoke: credentials.kind === 'token' && credentials.revoke === true,
    saveToken(token) {
      // A full store costs the next start a password, not this session.
      saving = signIn.save(token).catch(() => undefined);
      return saving;
    },
    tokenRefused: signIn.tokenRefused,
    streamError(condition) {
      if (link.ended(condition)) requests.abandon(true);
    },
    passed(bytes) {
      ways.bytes += bytes;
    },
  });
  const link = keepLink(xmpp, domain, ways, listener.offline);
  xmpp.on('stanza', hear);
  xmpp.on('online', () => {
    isNew = true;
    ready();
  });
  xmpp.streamManagement.on('resumed', ready);

  async function enter(authenticate: Authenticate) {
    const { socket } = xmpp;
    try {
      await signIn.run(authenticate);
    } catch (error) {
      // Of a link that was lost meanwhile.
      if (socket !== xmpp.socket) return;
      if (!(error instanceof SignInRefused)) return link.drop();
      stop();
      listener.refused(error);
    }
  }

  async function ready() {
    const { socket } = xmpp;
    // The library is in the middle of <success/>: the token stands behind the session, and stanzas count after it.
    await undefined;
    // A rotated token that is lost is a person who has to type a password.
    await saving;
    if (link.state() === 'stopped' || socket !== xmpp.socket) return;
    link.online();
    if (isNew) requests.abandon();
    listener.online(!isNew);
    isNew = false;
  }

  function hear(element: LtxElement) {
    // Until the goodbye is answered, the server goes on telling.
    if (link.state() === 'stopped') return;
    const stanza = readStanza(element);
    if (!stanza || requests.answer(stanza)) return;
    if (!isRequest(stanza)) return listener.stanza(stanza);
    const answer = confirmation(stanza) ?? errorOf(stanza, NOT_HERE);
    xmpp.send(toLtx(answer)).catch(link.drop);
  }

  function stop() {
    link.stop();
    requests.abandon();
  }

  const isOnline = () => link.state() === 'online';

  const ifOnline = <T>(say: () => Promise<T>): Promise<T> =>
    isOnline() ? say() : Promise.reject(new NoAnswer());

  return {
    request: (to, type, payload) => ifOnline(() => requests.request(to, type, payload)),
    send: (stanza) => ifOnline(() => xmpp.send(toLtx(stanza))),
    abandonRequests: requests.abandon,
    // Before it is signed in the library has the person's own address there.
    jid: () => (isOnline() && xmpp.jid?.toString()) || null,
    start: link.start,
    wake: link.wake,
    drop: link.drop,
    stop,
  };
}

/** Length in UTF-8. */
function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

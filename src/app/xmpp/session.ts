/// <reference path="./xmpp-client.d.ts" />
import { type Authenticate, xml } from '@xmpp/client-core';
import { MAX_STANZA_BYTES } from '../../protocol/limits.ts';
import { NS } from '../../protocol/namespaces.ts';
import { errorOf, isRequest, type StanzaError } from '../../protocol/stanza.ts';
import type { Element } from '../../protocol/xml.ts';
import { createBackOff } from './back-off.ts';
import { createClient, cutOff, forgetStream } from './create-client.ts';
import { type Credentials, SignInRefused, type TokenStore } from './credentials.ts';
import { watchLink } from './dead-link.ts';
import { readStanza, toLtx } from './element.ts';
import { confirmation } from './own-requests.ts';
import { register } from './register.ts';
import { createRequests, NoAnswer, Refused, type Requests } from './requests.ts';
import { createSignIn } from './sign-in.ts';
import { watchStreamEnds } from './stream-ends.ts';
import type { Ways } from './ways.ts';

/** A link on which nothing came for so long is dead: the server is asked every 20 s. */
const DEAD = 40_000;
/** After waking up the link is most likely gone: no need to wait so long. */
const DEAD_AFTER_WAKING = 10_000;

const FIRST_WAIT = 1_000;
const MOST_WAIT = 60_000;
/** A link that lasted this long was a good one; a shorter one may be refused again and again. */
const STABLE = 30_000;

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
export interface Session {
  readonly request: Requests['request'];
  send(stanza: Element): Promise<void>;
  /** Gives up waiting for the answers to all requests. */
  readonly abandonRequests: () => void;
  /** The full address of the connection; `null` while there is none. */
  jid(): string | null;
  start(): void;
  stop(): void;
  /** The network is said to be back, or the person is: look at once instead of waiting. */
  wake(): void;
  /** The network is said to be gone: say so now instead of after a long silence. */
  drop(): void;
}

/** Prepares a connection; nothing happens before it is started. */
export function createSession(options: SessionOptions, listener: SessionListener): Session {
  const { domain, ways, credentials, tokens, userAgent } = options;
  const backOff = createBackOff(FIRST_WAIT, MOST_WAIT);
  const ends = watchStreamEnds();
  let state: 'stopped' | 'offline' | 'online' = 'stopped';
  let retry: ReturnType<typeof setTimeout> | undefined;
  let stable: ReturnType<typeof setTimeout> | undefined;
  let saving: Promise<void> | undefined;
  /** Whether nobody was told of the session yet: its link may break before it is told. */
  let isNew = true;
  /** Which try is under way: what a lost one still has to say does not count. */
  let attempt = 0;
  let isDown = false;
  let way = '';

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
    streamError,
    passed(bytes) {
      ways.bytes += bytes;
    },
  });
  const link = watchLink(DEAD, hangUp);
  xmpp.on('element', () => {
    // The last words of a stream that is over are no sign of life.
    if (!xmpp.socket) return;
    link.heard();
    ways.works(way);
  });
  xmpp.on('stanza', (element) => {
    // Until the goodbye is answered, the server goes on telling.
    if (state === 'stopped') return;
    const stanza = readStanza(element);
    if (!stanza || requests.answer(stanza)) return;
    if (!isRequest(stanza)) return listener.stanza(stanza);
    const answer = confirmation(stanza) ?? errorOf(stanza, NOT_HERE);
    xmpp.send(toLtx(answer)).catch(hangUp);
  });
  xmpp.on('online', () => {
    isNew = true;
    ready();
  });
  xmpp.streamManagement.on('resumed', ready);
  xmpp.on('disconnect', lost);

  function connect() {
    clearTimeout(retry);
    isDown = false;
    attempt += 1;
    const mine = attempt;
    link.heard();
    const before = way;
    way = ways.next();
    // Prosody never answers a stream of BOSH that would resume, or be resumed.
    if (way !== before || way.startsWith('http')) forgetStream(xmpp);
    xmpp
      .connect(way)
      .then(() => xmpp.open({ domain }))
      .catch(() => mine === attempt && hangUp());
  }

  async function enter(authenticate: Authenticate) {
    const mine = attempt;
    try {
      await signIn.run(authenticate);
    } catch (error) {
      if (mine !== attempt) return;
      if (!(error instanceof SignInRefused)) return hangUp();
      stop();
      listener.refused(error);
    }
  }

  async function ready() {
    const mine = attempt;
    // The library is in the middle of <success/>: the token stands behind the session, and stanzas count after it.
    await undefined;
    // A rotated token that is lost is a person who has to type a password.
    await saving;
    if (state === 'stopped' || mine !== attempt) return;
    state = 'online';
    stable = setTimeout(() => {
      backOff.reset();
      ends.reset();
    }, STABLE);
    if (isNew) requests.abandon();
    listener.online(!isNew);
    isNew = false;
  }

  function streamError(condition: string) {
    if (ends.ended(condition)) requests.abandon(true);
    hangUp();
  }

  function hangUp() {
    if (xmpp.socket) cutOff(xmpp);
    else lost();
  }

  function lost() {
    // The library says it twice where it ends a stream that has ended.
    if (isDown) return;
    isDown = true;
    attempt += 1;
    link.stop();
    clearTimeout(stable);
    clearTimeout(retry);
    // Half-done negotiations listen on, and would answer for the next stream.
    xmpp.removeAllListeners('nonza');
    if (state === 'stopped') return;
    state = 'offline';
    retry = setTimeout(connect, ends.wait() + backOff.next());
    listener.offline();
  }

  function stop() {
    if (state === 'stopped') return;
    state = 'stopped';
    clearTimeout(retry);
    clearTimeout(stable);
    link.stop();
    requests.abandon();
    // Says goodbye where it can; what goes wrong with that is nobody's concern any more.
    xmpp.stop().catch(() => undefined);
  }

  return {
    async request(to, type, payload) {
      if (state !== 'online') throw new NoAnswer();
      return requests.request(to, type, payload);
    },
    async send(stanza) {
      if (state !== 'online') throw new NoAnswer();
      await xmpp.send(toLtx(stanza));
    },
    abandonRequests: requests.abandon,
    // Before it is signed in the library has the person's own address there.
    jid: () => (state === 'online' && xmpp.jid?.toString()) || null,
    start() {
      state = 'offline';
      connect();
    },
    stop,
    wake() {
      if (state === 'online') {
        link.expect(DEAD_AFTER_WAKING);
        xmpp.send(xml('r', { xmlns: NS.STREAM_MANAGEMENT })).catch(hangUp);
      } else if (state === 'offline' && !xmpp.socket) {
        backOff.reset();
        connect();
      }
    },
    drop() {
      if (state !== 'stopped') hangUp();
    },
  };
}

/** Length in UTF-8. */
function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

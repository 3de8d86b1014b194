import { MAX_STANZA_BYTES } from '../../protocol/limits.ts';
import { NS } from '../../protocol/namespaces.ts';
import { errorOf, isRequest, type StanzaError } from '../../protocol/stanza.ts';
import type { Element } from '../../protocol/xml.ts';
import { createBackOff } from './back-off.ts';
import { type Credentials, SignInRefused, type TokenStore } from './credentials.ts';
import { watchLink } from './dead-link.ts';
import { writeFrame } from './frame.ts';
import { confirmation } from './own-requests.ts';
import { register } from './register.ts';
import { createRequests, NoAnswer, Refused, type Requests } from './requests.ts';
import type { Authenticate } from './sasl2.ts';
import { createSignIn } from './sign-in.ts';
import { createStream } from './stream.ts';
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
    // The server would end the stream, and we would send it again on the next, for ever.
    if (byteLength(writeFrame(stanza)) > MAX_STANZA_BYTES) throw new Refused(TOO_BIG);
    stream.send(stanza);
  });
  const signIn = createSignIn({
    credentials,
    tokens,
    register: (username, password) => register(requests, domain, username, password),
  });
  const stream = createStream(
    {
      domain,
      username: credentials.kind === 'anonymous' ? undefined : credentials.username,
      userAgent,
      revoke: credentials.kind === 'token' && credentials.revoke === true,
    },
    {
      signIn: enter,
      token(token) {
        // A full store costs the next start a password, not this session.
        saving = signIn.save(token).catch(() => undefined);
      },
      online(resumed) {
        if (!resumed) isNew = true;
        ready();
      },
      stanza: take,
      heard() {
        link.heard();
        ways.works();
      },
      passed(bytes) {
        ways.bytes += bytes;
      },
      ended(condition) {
        if (ends.ended(condition)) requests.abandon(true);
        lost();
      },
      lost,
    },
  );
  const link = watchLink(DEAD, lost);

  function take(stanza: Element) {
    // Until the goodbye is answered, the server goes on telling.
    if (state === 'stopped' || requests.answer(stanza)) return;
    if (isRequest(stanza)) stream.send(confirmation(stanza) ?? errorOf(stanza, NOT_HERE));
    else listener.stanza(stanza);
  }

  function connect() {
    clearTimeout(retry);
    isDown = false;
    attempt += 1;
    link.heard();
    const before = way;
    way = ways.next();
    // Prosody never answers a stream of BOSH that would resume, or be resumed.
    const isOther = way !== before || way.startsWith('http');
    try {
      stream.connect(way, isOther);
    } catch {
      // Some browsers refuse a WebSocket like this, by what a page may do: there is another way.
      lost();
    }
  }

  async function enter(authenticate: Authenticate) {
    const mine = attempt;
    try {
      await signIn.run(authenticate);
    } catch (error) {
      if (mine !== attempt) return;
      if (!(error instanceof SignInRefused)) return lost();
      stop();
      listener.refused(error);
    }
  }

  async function ready() {
    const mine = attempt;
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

  function lost() {
    if (isDown) return;
    isDown = true;
    attempt += 1;
    stream.cut();
    link.stop();
    clearTimeout(stable);
    clearTimeout(retry);
    if (state === 'stopped') return;
    state = 'offline';
    retry = setTimeout(connect, ends.wait() + backOff.next());
    listener.offline();
  }

  function stop() {
    if (state === 'stopped') return;
    const wasOnline = state === 'online';
    state = 'stopped';
    clearTimeout(retry);
    requests.abandon();
    // Whoever is not in yet owes no goodbye; the answer to one is waited for as long as a link is silent.
    if (wasOnline) stream.end();
    else lost();
  }

  return {
    async request(to, type, payload) {
      if (state !== 'online') throw new NoAnswer();
      return requests.request(to, type, payload);
    },
    async send(stanza) {
      if (state !== 'online') throw new NoAnswer();
      stream.send(stanza);
    },
    abandonRequests: requests.abandon,
    jid: () => (state === 'online' ? stream.jid() : null),
    start() {
      state = 'offline';
      connect();
    },
    stop,
    wake() {
      if (state === 'online') {
        link.expect(DEAD_AFTER_WAKING);
        stream.ask();
      } else if (state === 'offline' && isDown) {
        backOff.reset();
        connect();
      }
    },
    drop() {
      if (state !== 'stopped') lost();
    },
  };
}

/** Length in UTF-8. */
function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

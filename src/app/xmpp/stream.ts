/** A stream of XMPP over a WebSocket (RFC 7395), or over BOSH, in the form of one. */
import { NS } from '../../protocol/namespaces.ts';
import { child, childrenOf, childText, type Element, el } from '../../protocol/xml.ts';
import { createBoshSocket } from './bosh-socket.ts';
import type { Token } from './credentials.ts';
import { readFrame, writeFrame } from './frame.ts';
import { NoAnswer } from './requests.ts';
import {
  type Authenticate,
  authenticateRequest,
  checkAnswer,
  type Device,
  tokenIn,
} from './sasl2.ts';
import { manageStream } from './stream-management.ts';

/** Also of those that are too deep to be read: the server counts them. */
const STANZA = /^<(?:iq|message|presence)\b/;

/** What the site sends is compressed to so much of it; a browser does not say what came. */
const COMPRESSED = 0.2;

export interface StreamOptions extends Device {
  readonly domain: string;
  /** FAST is offered only to a name; a reader without an account has none. */
  readonly username: string | undefined;
}

export interface StreamListener {
  /** The server is ready for credentials. */
  signIn(authenticate: Authenticate): void;
  /** The server gave a token. */
  token(token: Token): void;
  /** One is signed in; `resumed` says that the stream is the one of before, and nothing is lost. */
  online(resumed: boolean): void;
  stanza(stanza: Element): void;
  /** Something came in. */
  heard(): void;
  /** So many bytes were sent or received, about. */
  passed(bytes: number): void;
  /** The server ended the stream, and why (RFC 6120, 4.9.3). */
  ended(condition: string): void;
  /** There is no link any more, or the server said goodbye. */
  lost(): void;
}

export interface Stream {
  /** Makes a link. `isNew`: nothing of the stream before is gone on with. */
  connect(way: string, isNew: boolean): void;
  /** Throws {@link NoAnswer} where there is no link. */
  send(stanza: Element): void;
  /** Asks for a sign of life. */
  ask(): void;
  /** Says goodbye. */
  end(): void;
  /** Ends the link now. Browsers wait a minute for a dead one to say goodbye; nobody else has to. */
  cut(): void;
  /** The full address under which one signed in. */
  jid(): string | null;
}

/** Prepares a stream, which goes on over one link after the other. */
export function createStream(options: StreamOptions, listener: StreamListener): Stream {
  const { domain, username } = options;
  let link: ReturnType<typeof open> | undefined;
  let jid: string | null = null;
  /** Takes the server's answer to what one signs in with. */
  let judged: ((answer: Element) => void) | undefined;
  const management = manageStream(write);

  function write(frame: string) {
    if (!link) throw new NoAnswer();
    listener.passed(frame.length);
    link.send(frame);
  }

  function take(frame: string) {
    const isStanza = STANZA.test(frame);
    listener.passed(frame.length * COMPRESSED);
    listener.heard();
    management.received(isStanza);
    const element = readFrame(frame);
    if (!element) return;
    if (isStanza) return listener.stanza(element);
    switch (element.name) {
      case 'features':
        return signIn(element);
      case 'success':
      case 'failure':
        return judged?.(element);
      case 'r':
      case 'a':
        return management.take(element);
      case 'error':
        return listener.ended(childrenOf(element)[0]?.name ?? '');
      case 'close':
        return listener.lost();
    }
  }

  function signIn(features: Element) {
    const offer = child(features, 'authentication', NS.SASL2);
    // Whoever is in is told what else there is.
    if (!offer) return;
    const mine = link;
    listener.signIn(
      (credential) =>
        new Promise((resolve, reject) => {
          // The credentials may have been found only after that link was lost.
          if (mine !== link) throw new NoAnswer();
          // At once: what comes after it, maybe in the same answer of BOSH, is counted.
          judged = (answer) => {
            try {
              checkAnswer(answer, credential);
              begin(answer);
              resolve();
            } catch (error) {
              reject(error);
            }
          };
          write(writeFrame(authenticateRequest(offer, credential, options, management)));
        }),
    );
  }

  function begin(success: Element) {
    const token = tokenIn(success);
    if (token) listener.token(token);
    jid = childText(success, 'authorization-identifier') ?? null;
    listener.online(management.agreed(success));
  }

  return {
    connect(way, isNew) {
      if (isNew) management.forget();
      link = open(way);
      const from = username && `${username}@${domain}`;
      link.onopen = () =>
        write(writeFrame(el(NS.FRAMING, 'open', { version: '1.0', to: domain, from })));
      link.onmessage = ({ data }: { readonly data: string }) => take(data);
      link.onclose = listener.lost;
    },
    send(stanza) {
      const frame = writeFrame(stanza);
      write(frame);
      management.sent(frame);
    },
    ask: management.ask,
    end() {
      management.acknowledge();
      management.lost();
      write(writeFrame(el(NS.FRAMING, 'close')));
    },
    cut() {
      if (link) {
        link.onopen = link.onmessage = link.onclose = null;
        link.close();
      }
      link = undefined;
      judged = undefined;
      management.lost();
    },
    jid: () => jid,
  };
}

function open(way: string) {
  return way.startsWith('http') ? createBoshSocket(way) : new WebSocket(way, 'xmpp');
}

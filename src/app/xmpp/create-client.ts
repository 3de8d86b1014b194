/// <reference path="./xmpp-client.d.ts" />
import type { Authenticate } from '@xmpp/client-core';
import type { Token } from './credentials.ts';
import { assembleClient, type LibraryClient } from './library.ts';

/** The library's 2 s would cut off a phone whose round trips are longer (4 s must do). */
const STREAM_TIMEOUT = 30_000;

const STREAM_ERROR = /^(?:\w+:)?error$/;

/** What the site sends is compressed to so much of it; a browser does not say what came. */
const COMPRESSED = 0.2;

/** How often the server is asked for a sign of life (XEP-0198). */
const ASK = 20_000;

export interface ClientSettings {
  readonly domain: string;
  /** Absent for a reader without an account. */
  readonly username: string | undefined;
  readonly signIn: (authenticate: Authenticate) => Promise<void>;
  /** Whether the token that signs in is to be worth nothing afterwards. */
  readonly revoke: boolean;
  readonly saveToken: (token: Token) => Promise<void>;
  readonly tokenRefused: () => void;
  /** The server ended the stream, and why (RFC 6120, 4.9.3). */
  readonly streamError: (condition: string) => void;
  /** Hears about how many bytes were sent or received. */
  readonly passed: (bytes: number) => void;
}

/** The library's client without those of its habits that would lose, leak or flood. */
export function createClient(settings: ClientSettings): LibraryClient {
  const { domain, username, signIn } = settings;
  const xmpp = assembleClient({ domain, username, timeout: STREAM_TIMEOUT, signIn });
  xmpp.streamManagement.requestAckInterval = ASK;
  // It says goodbye to a dead link for two stream timeouts; the session's own watch ends it.
  xmpp.streamManagement.timeout = 0;
  // Whoever can write into the stream must not be able to send the phone, and its token, elsewhere.
  xmpp._onSeeOtherHost = () => undefined;
  xmpp.fast.saveToken = settings.saveToken;
  // It also "deletes" where there is none, and by the phone's clock: what to do is decided elsewhere.
  xmpp.fast.deleteToken = async () => settings.tokenRefused();
  // Every other error ends in `disconnect`, or in the silence that the session's watch ends.
  xmpp.on('error', () => undefined);
  // The library knows it by its namespace, which Prosody leaves out on WebSockets.
  xmpp.on('element', ({ name, children }) => {
    const reason = children[0];
    if (STREAM_ERROR.test(name) && typeof reason === 'object') settings.streamError(reason.name);
  });
  count(xmpp, settings.passed);
  if (settings.revoke) revokeToken(xmpp);
  return xmpp;
}

/** The library tells of elements, not of what they were made from. */
function count(xmpp: LibraryClient, passed: (bytes: number) => void): void {
  const { write, _onData: take } = xmpp;
  xmpp.write = (frame) => {
    passed(frame.length);
    return write.call(xmpp, frame);
  };
  xmpp._onData = (frame) => {
    passed(frame.length * COMPRESSED);
    take.call(xmpp, frame);
  };
}

/** The library cannot say that a token is used for the last time (XEP-0484, 4.2). */
function revokeToken(xmpp: LibraryClient): void {
  const send = xmpp.send.bind(xmpp);
  xmpp.send = (element) => {
    for (const child of element.children) {
      if (typeof child !== 'string' && child.name === 'fast') child.attrs.invalidate = 'true';
    }
    return send(element);
  };
}

/** Ends the link now. Browsers wait a minute for a dead one to say goodbye; nobody else has to. */
export function cutOff(xmpp: LibraryClient): void {
  const { socket } = xmpp;
  socket?.socket?.close();
  socket?._detachSocket();
  xmpp._detachParser();
  xmpp._detachSocket();
  xmpp._status('disconnect');
}

/** The next stream is a new one: what the last one left unacknowledged is given up. */
export function forgetStream(xmpp: LibraryClient): void {
  xmpp._status('offline');
}

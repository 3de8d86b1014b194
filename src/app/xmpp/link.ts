/// <reference path="./xmpp-client.d.ts" />
import { xml } from '@xmpp/client-core';
import { NS } from '../../protocol/namespaces.ts';
import { createBackOff } from './back-off.ts';
import { cutOff, forgetStream } from './create-client.ts';
import { watchLink } from './dead-link.ts';
import type { LibraryClient } from './library.ts';
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

/** The link to the server: made again, later and later, each time that it is lost. */
export interface Link {
  state(): 'stopped' | 'waiting' | 'connecting' | 'online';
  start(): void;
  /** Somebody is signed in on it. */
  online(): void;
  /** The server ended the stream; gives whether what was sent on it may be why. */
  ended(condition: string): boolean;
  /** The network is said to be back, or the person is: look at once instead of waiting. */
  wake(): void;
  /**
   * Ends the link now, because the network is said to be gone, in place of after a long silence; then it is
   * tried again.
   */
  drop(): void;
  /** For good; says goodbye where it can. */
  stop(): void;
}

/** Keeps that client linked; `offline` hears of each link that was lost or could not be made. */
export function keepLink(
  xmpp: LibraryClient,
  domain: string,
  ways: Ways,
  offline: () => void,
): Link {
  const backOff = createBackOff(FIRST_WAIT, MOST_WAIT);
  const ends = watchStreamEnds();
  const silence = watchLink(DEAD, drop);
  let state: ReturnType<Link['state']> = 'stopped';
  let way = '';
  let retry: ReturnType<typeof setTimeout> | undefined;
  let stable: ReturnType<typeof setTimeout> | undefined;

  xmpp.on('element', () => {
    // The last words of a stream that is over are no sign of life.
    if (!xmpp.socket) return;
    silence.heard();
    ways.works(way);
  });
  xmpp.on('disconnect', lost);

  function connect() {
    clearTimeout(retry);
    state = 'connecting';
    silence.heard();
    const before = way;
    way = ways.next();
    // Prosody never answers a stream of BOSH that would resume, or be resumed.
    if (way !== before || way.startsWith('http')) forgetStream(xmpp);
    const connecting = xmpp.connect(way);
    const { socket } = xmpp;
    connecting
      .then(() => xmpp.open({ domain }))
      .catch(() => {
        // What a lost one still has to say does not count.
        if (socket === xmpp.socket) drop();
      });
  }

  function drop() {
    if (xmpp.socket) cutOff(xmpp);
    else lost();
  }

  function lost() {
    // The library says it twice where it ends a stream that has ended.
    if (state === 'waiting') return;
    rest();
    // Half-done negotiations listen on, and would answer for the next stream.
    xmpp.removeAllListeners('nonza');
    if (state === 'stopped') return;
    state = 'waiting';
    retry = setTimeout(connect, ends.wait() + backOff.next());
    offline();
  }

  function rest() {
    silence.stop();
    clearTimeout(stable);
    clearTimeout(retry);
  }

  return {
    state: () => state,
    start: connect,
    online() {
      state = 'online';
      stable = setTimeout(() => {
        backOff.reset();
        ends.reset();
      }, STABLE);
    },
    ended(condition) {
      const mayBeOurs = ends.ended(condition);
      drop();
      return mayBeOurs;
    },
    wake() {
      if (state === 'online') {
        silence.expect(DEAD_AFTER_WAKING);
        xmpp.send(xml('r', { xmlns: NS.STREAM_MANAGEMENT })).catch(drop);
      } else if (state === 'waiting') {
        backOff.reset();
        connect();
      }
    },
    drop,
    stop() {
      if (state === 'stopped') return;
      state = 'stopped';
      rest();
      // What goes wrong with the goodbye is nobody's concern any more.
      xmpp.stop().catch(() => undefined);
    },
  };
}

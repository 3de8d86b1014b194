import { WebSocket } from 'ws';
import { FatalError } from '../fatal-error.ts';
import { LOOPBACK } from './ports.ts';

/** How long Prosody may take for all of it, in milliseconds. */
const PATIENCE = 10_000;

const REQUEST_ID = 'register';

/**
 * Makes an account by in-band registration (XEP-0077) over Prosody's loopback WebSocket (RFC 7395).
 * Through `prosodyctl` the password would stand in the list of processes.
 *
 * `username` and `password` must need no escaping in XML.
 *
 * @returns whether it was made; `false` where the name is taken.
 * @throws FatalError where it cannot be made.
 */
export function registerAccount(
  httpPort: number,
  domain: string,
  username: string,
  password: string,
): Promise<boolean> {
  const socket = new WebSocket(`ws://${LOOPBACK}:${httpPort}/xmpp-websocket`, 'xmpp', {
    handshakeTimeout: PATIENCE,
  });
  return new Promise<boolean>((resolve, reject) => {
    const late = setTimeout(
      () => reject(notMade(username, 'Prosody did not answer in time')),
      PATIENCE,
    );
    const finish = (settle: () => void) => {
      clearTimeout(late);
      settle();
    };
    socket.once('error', (error) => finish(() => reject(notMade(username, error.message))));
    socket.once('close', () =>
      finish(() => reject(notMade(username, 'Prosody closed the connection'))),
    );
    socket.once('open', () =>
      socket.send(
        `<open xmlns="urn:ietf:params:xml:ns:xmpp-framing" to="${domain}" version="1.0"/>`,
      ),
    );
    // Each frame is one element, written by the Prosody that we have configured.
    socket.on('message', (frame) => {
      const xml = String(frame);
      if (xml.startsWith('<stream:features')) socket.send(registration(username, password));
      if (!xml.startsWith('<iq ')) return;
      if (/^<iq [^>]*type=['"]result['"]/.test(xml)) finish(() => resolve(true));
      else if (xml.includes('<conflict ')) finish(() => resolve(false));
      else if (xml.includes('<not-acceptable ')) finish(() => reject(lookAlike(username)));
      else finish(() => reject(notMade(username, `Prosody refuses it: ${xml}`)));
    });
  }).finally(() => socket.terminate());
}

function notMade(username: string, why: string): FatalError {
  return new FatalError(
    `The account ${username} cannot be made (${why}). See that there is room on the disk of DATA_DIR, and start again.`,
  );
}

function lookAlike(username: string): FatalError {
  return new FatalError(
    `${username} looks like the name of somebody who has an account. Name another person in ADMINS.`,
  );
}

function registration(username: string, password: string): string {
  return (
    `<iq xmlns="jabber:client" type="set" id="${REQUEST_ID}"><query xmlns="jabber:iq:register">` +
    `<username>${username}</username><password>${password}</password></query></iq>`
  );
}

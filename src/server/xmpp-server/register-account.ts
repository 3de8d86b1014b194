import { FatalError } from '../fatal-error.ts';
import { NoAnswer, RequestRefused, XmppClient } from '../stream/client.ts';
import { LOOPBACK } from './ports.ts';

/**
 * Makes an account by in-band registration (XEP-0077) over Prosody's loopback WebSocket (RFC 7395).
 * Through `prosodyctl` the password would stand in the list of processes.
 *
 * @returns whether it was made; `false` where the name is taken.
 * @throws FatalError where it cannot be made.
 */
export async function registerAccount(
  httpPort: number,
  domain: string,
  username: string,
  password: string,
): Promise<boolean> {
  const client = new XmppClient(`http://${LOOPBACK}:${httpPort}`);
  try {
    await client.openStream(domain);
    await client.register(domain, username, password);
    return true;
  } catch (error) {
    const condition = error instanceof RequestRefused ? error.condition : undefined;
    if (condition === 'conflict') return false;
    throw condition === 'not-acceptable' ? lookAlike(username) : notMade(username, error as Error);
  } finally {
    client.socket.terminate();
  }
}

function notMade(username: string, error: Error): FatalError {
  const what = error instanceof NoAnswer ? 'does not answer' : 'refuses it';
  return new FatalError(
    `The account ${username} cannot be made (Prosody ${what}: ${error.message}). See that there is room on the disk of DATA_DIR, and start again.`,
  );
}

function lookAlike(username: string): FatalError {
  return new FatalError(
    `${username} looks like the name of somebody who has an account. Name another person in ADMINS.`,
  );
}

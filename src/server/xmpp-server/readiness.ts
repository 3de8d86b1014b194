import { get } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { FatalError } from '../fatal-error.ts';
import type { Paths } from './paths.ts';
import { LOOPBACK } from './ports.ts';
import { isRunning } from './prosody-process.ts';
import type { Ports } from './state.ts';

/** How long Prosody may take to open its ports, in milliseconds; on an idle machine it needs 300. */
const PATIENCE = 20_000;
const LOOK_EVERY = 25;
/** One that stands still takes connections, and answers none: it is asked again, in milliseconds. */
const ANSWER_PATIENCE = 2_000;

/**
 * Resolves once Prosody answers on its ports.
 *
 * @throws FatalError where it ends, or does not answer in time.
 */
export async function prosodyReady(pid: number, ports: Ports, paths: Paths): Promise<void> {
  const deadline = AbortSignal.timeout(PATIENCE);
  while (!((await answersHttp(ports.http)) && (await accepts(ports.component)))) {
    const ended = !isRunning(pid);
    if (ended || deadline.aborted) {
      const what = ended ? 'ended while it started' : 'does not answer';
      throw new FatalError(`Prosody ${what}. Its log: ${paths.log} and ${paths.output}.`);
    }
    await delay(LOOK_EVERY);
  }
}

/** Whether Prosody answers there. */
export function answersHttp(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const asked = { host: LOOPBACK, port, path: '/xmpp-websocket', timeout: ANSWER_PATIENCE };
    const request = get(asked, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.once('timeout', () => request.destroy(new Error('no answer')));
    request.once('error', () => resolve(false));
  });
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, LOOPBACK, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

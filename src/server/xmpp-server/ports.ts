import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import type { Ports } from './state.ts';

export const LOOPBACK = '127.0.0.1';

/**
 * Where ports are chosen from: above the well-known services, and below 32768, from where Linux
 * takes the ports of outgoing connections, which could sit on ours while Prosody restarts.
 */
const LOWEST = 20_000;
const HIGHEST = 32_000;

/** The remembered ports, each that somebody else has taken meanwhile replaced by a free one. */
export async function freePorts(remembered: Ports): Promise<Ports> {
  const taken = new Set<number>();
  const settle = async (port: number): Promise<number> => {
    let candidate = port;
    while (taken.has(candidate) || !(await isFree(candidate))) {
      candidate = randomInt(LOWEST, HIGHEST);
    }
    taken.add(candidate);
    return candidate;
  };
  return {
    c2s: await settle(remembered.c2s),
    http: await settle(remembered.http),
    component: await settle(remembered.component),
  };
}

/** Whether a loopback port can be listened on. Port 0 stands for "none chosen yet". */
function isFree(port: number): Promise<boolean> {
  if (port === 0) return Promise.resolve(false);
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, LOOPBACK, () => probe.close(() => resolve(true)));
  });
}

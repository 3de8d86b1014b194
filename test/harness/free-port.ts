import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Below the ports of outgoing connections (from 32768 on Linux), any of which could sit on ours
 * while a site restarts, and apart from those that sites choose for Prosody. Above 10080, the highest port that
 * browsers, and `fetch` of Node.js, ask nothing of (WHATWG Fetch, "bad port").
 */
const LOWEST = 10_081;
const HIGHEST = 20_000;

/** A port that nobody listens on, for a server that may come back to it. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(LOWEST, HIGHEST);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, () => probe.close(() => resolve(true)));
  });
}

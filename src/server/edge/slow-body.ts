import type { IncomingMessage } from 'node:http';

/** A body may begin as slowly as it likes for so long, in milliseconds … */
const PATIENCE = 20_000;
/** … and after that has to come with so many bytes a second: a tenth of the worst WiFi. */
const SLOWEST = 500;

const EVERY = 5_000;

/**
 * Cuts a request whose body only trickles: it would hold a connection, and what it fills, for ever.
 * A photo over a slow link may take minutes, so there is no limit to the time alone.
 */
export function endSlowBody(request: IncomingMessage): void {
  if (!request.headers['content-length'] && !request.headers['transfer-encoding']) return;
  const began = performance.now();
  const before = request.socket.bytesRead;
  const watch = setInterval(() => {
    const over = performance.now() - began - PATIENCE;
    const received = request.socket.bytesRead - before;
    if (request.complete || request.destroyed) clearInterval(watch);
    else if (over > 0 && received < (over / 1_000) * SLOWEST) request.socket.destroy();
  }, EVERY);
  watch.unref();
  request.once('close', () => clearInterval(watch));
}

import type { IncomingMessage } from 'node:http';

/** A body may begin as slowly as it likes while it comes for so long, in milliseconds … */
const PATIENCE = 20_000;
/** … and after that has to come with so many bytes a second: a tenth of the worst WiFi. */
const SLOWEST = 500;

const EVERY = 5_000;

/**
 * Cuts a request whose body only trickles: it would hold a connection, and what it fills, for ever.
 * A photo over a slow link may take minutes, so there is no limit to the time alone. Of whom nothing comes
 * the network may be away for a while: that is not counted, and the server's standstill bounds it.
 */
export function endSlowBody(request: IncomingMessage): void {
  if (!request.headers['content-length'] && !request.headers['transfer-encoding']) return;
  const { socket } = request;
  const before = socket.bytesRead;
  let read = before;
  let coming = 0;
  const watch = setInterval(() => {
    if (socket.bytesRead > read) coming += EVERY;
    read = socket.bytesRead;
    const over = coming - PATIENCE;
    const isTooSlow = over > 0 && read - before < (over / 1_000) * SLOWEST;
    if (request.complete || request.destroyed) clearInterval(watch);
    else if (isTooSlow) socket.destroy();
  }, EVERY);
  watch.unref();
  request.once('close', () => clearInterval(watch));
}

import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/**
 * Has a request answered as if it had not asked for another protocol (RFC 9110, 7.8): Java's client asks
 * each server that has no TLS for HTTP/2. Node.js has let go of its socket by then, so what came goes
 * into the server once more, without the header that asks: after the answer `before` it on that connection,
 * where one is still going out.
 */
export function ignoreUpgrade(
  server: Server,
  request: IncomingMessage,
  socket: Duplex,
  { after, before }: { readonly after: Buffer; readonly before: ServerResponse | undefined },
): void {
  const { method, url, httpVersion, rawHeaders } = request;
  const lines = [`${method} ${url} HTTP/${httpVersion}`];
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] as string;
    if (name.toLowerCase() !== 'upgrade') lines.push(`${name}: ${rawHeaders[at + 1]}`);
  }
  // Headers are bytes: Node.js reads each as one character.
  const head = Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
  socket.unshift(Buffer.concat([head, after]));
  const goOn = () => server.emit('encrypted' in socket ? 'secureConnection' : 'connection', socket);
  if (before && !before.closed) before.once('close', goOn);
  else goOn();
}

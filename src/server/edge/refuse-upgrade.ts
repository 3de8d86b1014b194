import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';

/**
 * Answers who asked for another protocol with a status, and lets go of the socket: the HTTP server
 * looks after it no more, and who never closes their end would hold it for ever.
 */
export function refuseUpgrade(socket: Duplex, status: number): void {
  const reason = STATUS_CODES[status];
  socket.once('finish', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status} ${reason}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

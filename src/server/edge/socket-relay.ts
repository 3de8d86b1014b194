import type { RawData, WebSocket } from 'ws';

/** A sender that has fallen behind by so many bytes stops being read from … */
const FULL = 256 * 1024;
/** … until no more than so many are waiting. */
const DRAINED = 64 * 1024;

/** RFC 6455, 7.4.1: the other end is not there, through nobody's fault; connect again. */
const RESTARTED = 1012;

/**
 * Passes frames between a phone and the XMPP server until either end closes, then closes the other.
 *
 * `onAuthenticated` is called at the server's first `<success/>` (RFC 6120, 6.4.6; XEP-0388).
 */
export function relay(phone: WebSocket, server: WebSocket, onAuthenticated: () => void): void {
  pass(phone, server);
  pass(server, phone);

  const lookForSuccess = (data: RawData) => {
    if (!startsWith(data, '<success')) return;
    server.off('message', lookForSuccess);
    onAuthenticated();
  };
  server.on('message', lookForSuccess);

  // Closed without ceremony: to the XMPP server this is a lost phone, whose stream may be resumed.
  phone.once('close', () => server.terminate());
  server.once('close', (code, reason) => phone.close(sendable(code), reason));
  // A `close` follows each of these; without a listener they would end the process.
  phone.on('error', () => server.terminate());
  server.on('error', () => server.terminate());
}

function pass(from: WebSocket, to: WebSocket): void {
  from.on('message', (data, isBinary) => {
    if (to.readyState !== to.OPEN) return;
    to.send(data, { binary: isBinary }, () => {
      if (from.isPaused && to.bufferedAmount <= DRAINED) from.resume();
    });
    if (to.bufferedAmount > FULL) from.pause();
  });
}

function startsWith(data: RawData, text: string): boolean {
  return Buffer.isBuffer(data) && data.subarray(0, text.length).toString('latin1') === text;
}

/** 1005 and 1006 mean "none" and "lost"; no end may send them (RFC 6455, 7.4.1). */
function sendable(code: number): number {
  return code === 1005 || code === 1006 ? RESTARTED : code;
}

/** Which way leads to the server: WebSocket, or BOSH where that is missing or stopped on the way. */
export interface Ways {
  /** The address for the next try. */
  next(): string;
  /** The server was heard on that one: sessions side by side may be on different ways. */
  works(way: string): void;
  /** Bytes that were sent and received on all of them, about: compressed as the site does it. */
  bytes: number;
}

/** A hotspot that stops WebSockets stops each of them; one failure may be chance. */
const FAILURES = 2;

/**
 * BOSH has every third turn while nothing works, since it may be the network that is gone; where
 * it alone has ever worked, there is nothing else.
 */
export function createWays(webSocket: string, bosh: string): Ways {
  let failures = 0;
  let webSocketWorks = typeof WebSocket === 'function' ? undefined : false;
  return {
    bytes: 0,
    next() {
      const isBoshsTurn = webSocketWorks === false || failures >= FAILURES;
      failures = isBoshsTurn ? 0 : failures + 1;
      return isBoshsTurn ? bosh : webSocket;
    },
    works(way) {
      failures = 0;
      if (way === webSocket) webSocketWorks = true;
      else webSocketWorks ??= false;
    },
  };
}

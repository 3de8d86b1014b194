import type { XmppClient } from '../../../src/server/stream/client.ts';

/**
 * Hands the raw frames of these clients to `onFrame`, with the client's index, instead of having
 * them parsed: the load must cost less than what it loads. Answers with the way back.
 */
export function tap(
  clients: readonly XmppClient[],
  onFrame: (frame: Buffer, index: number) => void,
): () => void {
  const restores = clients.map(({ socket }, index) => {
    const before = socket.listeners('message') as ((...args: unknown[]) => void)[];
    socket.removeAllListeners('message');
    socket.on('message', (frame) => onFrame(frame as Buffer, index));
    return () => {
      socket.removeAllListeners('message');
      for (const listener of before) socket.on('message', listener);
    };
  });
  return () => {
    for (const restore of restores) restore();
  };
}

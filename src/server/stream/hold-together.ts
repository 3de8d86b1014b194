import type { Writable } from 'node:stream';

/**
 * What is written from now on in this go of the event loop leaves together: handing something to the
 * network costs more than most stanzas cost otherwise.
 */
export function holdTogether(stream: Writable): void {
  if (stream.writableCorked > 0) return;
  stream.cork();
  process.nextTick(() => stream.uncork());
}

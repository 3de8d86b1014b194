import { createReadStream } from 'node:fs';
import type { Element } from '../protocol/xml.ts';
import { FatalError } from '../server/fatal-error.ts';
import { StanzaParser } from '../server/stream/parser.ts';

/**
 * The elements of a feed, one after the other: never the whole of it. To a parser of XMPP, a feed is
 * a stream and its entries are stanzas.
 *
 * @throws FatalError where it is not well-formed, or ends too early.
 */
export async function* readFeed(path: string): AsyncGenerator<Element> {
  let ready: Element[] = [];
  let ended = false;
  const parser = new StanzaParser({
    onOpen: () => undefined,
    onStanza: (element) => ready.push(element),
    onOversize: () => {
      throw new Error('an entry has too many parts');
    },
    onClose: () => {
      ended = true;
    },
  });
  for await (const piece of createReadStream(path, 'utf8')) {
    try {
      parser.write(piece as string);
    } catch (error) {
      throw new FatalError(`${path} cannot be read: ${(error as Error).message}.`);
    }
    yield* ready;
    ready = [];
  }
  if (!ended) throw new FatalError(`${path} is cut off.`);
}

import { setTimeout as delay } from 'node:timers/promises';
import type { XmppClient } from '../../../src/server/stream/client.ts';
import type { Dialect } from './dialect.ts';
import { answerOf, requestFrame, runTag } from './publish-frame.ts';
import { tap } from './tap.ts';

const PATIENCE = 30_000;
const ITEM = Buffer.from('<item ');
const PAGE = 20;

export interface Paging {
  readonly seconds: number;
  readonly pages: number;
}

/** Clients that ask for a page of 20 items each, the next when one has come. */
export async function paging(
  clients: readonly XmppClient[],
  dialect: Dialect,
  name: string,
  seconds: number,
  cursor: () => string | undefined,
): Promise<Paging> {
  const tag = runTag();
  const begin = performance.now();
  const end = begin + seconds * 1_000;
  let pages = 0;
  let last = begin;
  let working = clients.length;
  const ask = (client: XmppClient) =>
    client.sendRaw(requestFrame(dialect, 'get', `${tag}-${pages}`, dialect.page(name, cursor())));
  const untap = tap(clients, (frame, index) => {
    if (!answerOf(frame, tag)) return;
    const items = itemsIn(frame);
    if (items !== PAGE) throw new Error(`a page of ${items} items in place of ${PAGE}`);
    pages += 1;
    last = performance.now();
    if (last < end) ask(clients[index] as XmppClient);
    else working -= 1;
  });
  for (const client of clients) ask(client);
  while (working > 0 && performance.now() < end + PATIENCE) await delay(2);
  untap();
  return { seconds: (last - begin) / 1_000, pages };
}

function itemsIn(frame: Buffer): number {
  let count = 0;
  for (let at = frame.indexOf(ITEM); at >= 0; at = frame.indexOf(ITEM, at + ITEM.length))
    count += 1;
  return count;
}

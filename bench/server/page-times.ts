import { NS } from '../../src/protocol/namespaces.ts';
import { iq } from '../../src/protocol/stanza.ts';
import { serialize } from '../../src/protocol/xml.ts';
import { answer } from '../../src/server/component/router.ts';
import { CHANNELS_ROUTES } from '../../src/server/component/routes.ts';
import { openSqlite } from '../../src/server/storage/sqlite.ts';
import { parseElement } from '../../src/server/stream/parser.ts';
import { DEEP } from './large-database.ts';
import { DIALECTS } from './load/dialect.ts';
import { OWNER, serviceContext } from './service-context.ts';

const WARM_UP = 200;

/**
 * How long the service takes for pages of 20 from anywhere in the deep channel, in milliseconds: from
 * the stanza read to the answer written out, without any XMPP server.
 */
export async function pageTimes(path: string, depth: number, count: number): Promise<number[]> {
  const { service, page } = DIALECTS.channels;
  const ctx = serviceContext(openSqlite(path));
  const times: number[] = [];
  for (let n = 0; n < WARM_UP + count; n += 1) {
    const after = `b${100 + Math.floor(Math.random() * (depth - 100))}`;
    const payload = parseElement(`<pubsub xmlns="${NS.PUBSUB}">${page(DEEP, after)}</pubsub>`);
    const request = iq({ type: 'get', id: 'p', from: OWNER.fullJid, to: service }, payload);
    const begin = performance.now();
    let bytes = 0;
    await answer(
      {
        ...{ ctx, service, routes: CHANNELS_ROUTES },
        send: (stanza) => {
          bytes = serialize(stanza, NS.CLIENT).length;
        },
        onFailure: (error) => {
          throw error;
        },
      },
      request,
    );
    if (n >= WARM_UP) times.push(performance.now() - begin);
    if (bytes < 20 * 300) throw new Error(`a page of ${bytes} bytes`);
  }
  await ctx.database.close();
  return times;
}

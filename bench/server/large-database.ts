import { nodeOf } from '../../src/protocol/channel.ts';
import { createChannel } from '../../src/server/service/create-channel.ts';
import { recordChange } from '../../src/server/storage/changes.ts';
import type { Database, Writer } from '../../src/server/storage/database.ts';
import { insertItem } from '../../src/server/storage/items.ts';
import { findNode, type NodeRow } from '../../src/server/storage/nodes.ts';
import { indexWords } from '../../src/server/storage/search.ts';
import { openSqlite } from '../../src/server/storage/sqlite.ts';
import { DOMAIN } from './hosts/host.ts';
import { textOf } from './load/post.ts';
import { OWNER, serviceContext } from './service-context.ts';

export interface Size {
  readonly channels: number;
  /** Of all channels together. */
  readonly items: number;
  /** Of the first channel, `deep`, alone; they are called `b0`, `b1` and so on. */
  readonly deep: number;
}

/** The channel with the many items. */
export const DEEP = 'deep';
const BATCH = 5_000;
const AT = '2026-01-01T12:00:00.000Z';

/** Writes a database of that size, with the storage's own statements. */
export async function writeLargeDatabase(path: string, size: Size): Promise<void> {
  const database = openSqlite(path);
  const nodes = await createChannels(database, size.channels);
  const deepEvery = size.items / size.deep;
  let deep = 0;
  for (let from = 0; from < size.items; from += BATCH) {
    await database.write(async (writer) => {
      for (let n = from; n < Math.min(from + BATCH, size.items); n += 1) {
        const isDeep = Math.floor(n / deepEvery) >= deep;
        const node = nodes[isDeep ? 0 : 1 + (n % (nodes.length - 1))] as NodeRow;
        await insert(writer, node, isDeep ? `b${deep}` : `i${n}`, n);
        if (isDeep) deep += 1;
      }
      await indexWords(writer, BATCH);
    });
  }
  await database.close();
}

async function createChannels(database: Database, count: number): Promise<NodeRow[]> {
  const ctx = serviceContext(database);
  const names = Array.from({ length: count }, (_, n) => (n === 0 ? DEEP : `channel-${n}`));
  const change = { accessModel: 'open' } as const;
  const jids = names.map((name) => `${name}@topics.${DOMAIN}`);
  await Promise.all(jids.map((jid) => createChannel(ctx, OWNER, nodeOf(jid), change)));
  return database.read((reader) =>
    Promise.all(jids.map(async (jid) => (await findNode(reader, jid, 'posts')) as NodeRow)),
  );
}

async function insert(writer: Writer, node: NodeRow, id: string, number: number): Promise<void> {
  const text = textOf(number);
  const change = { kind: 'published' as const, subject: id, at: AT };
  const seq = await recordChange(writer, {
    ...{ channelId: node.channel.id, node: node.name },
    ...change,
  });
  await insertItem(writer, {
    ...{ nodeId: node.id, id, parent: null, author: OWNER.jid, title: '', text, published: AT },
    ...{ seq, target: null, rating: null, geoloc: null },
  });
}

import { type FileHandle, open } from 'node:fs/promises';
import { nodeOf } from '../protocol/channel.ts';
import { NS } from '../protocol/namespaces.ts';
import { type Element, el, serialize } from '../protocol/xml.ts';
import type { Reader } from '../server/storage/database.ts';
import type { NodeRow } from '../server/storage/nodes.ts';
import { itemsInOrder, removalsInOrder } from '../server/storage/transfer.ts';
import { deletedEntry } from './deleted-entry.ts';
import { feedEntry } from './entry.ts';

/** How many entries are read at once. */
const PAGE = 500;

/** Writes a node as an Atom feed, oldest first, what was removed at its end; gives the count of items. */
export async function writeFeed(
  path: string,
  reader: Reader,
  node: NodeRow,
  service: string,
): Promise<number> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.write(head(node, service));
    let count = 0;
    for (let after = 0; ; ) {
      const page = await itemsInOrder(reader, node, after, PAGE);
      await append(
        file,
        page.map((item) => feedEntry(item, service)),
      );
      count += page.length;
      after = page.at(-1)?.seq ?? 0;
      if (page.length < PAGE) break;
    }
    for (let after = 0; ; ) {
      const page = await removalsInOrder(reader, node, after, PAGE);
      await append(
        file,
        page.map((removal) => deletedEntry(removal, node, service)),
      );
      after = page.at(-1)?.removed ?? 0;
      if (page.length < PAGE) break;
    }
    await file.write('</feed>\n');
    await file.sync();
    return count;
  } finally {
    await file.close();
  }
}

async function append(file: FileHandle, entries: readonly Element[]): Promise<void> {
  await file.write(entries.map((entry) => `${serialize(entry, NS.ATOM)}\n`).join(''));
}

function head({ name, channel }: NodeRow, service: string): string {
  const node = encodeURIComponent(nodeOf(channel.jid, name));
  const parts = [
    el(NS.ATOM, 'id', {}, `xmpp:${service}?;node=${node}`),
    el(NS.ATOM, 'title', {}, channel.config.title),
    el(NS.ATOM, 'subtitle', {}, channel.config.description),
    el(NS.ATOM, 'updated', {}, channel.config.updated),
  ];
  const body = parts.map((part) => `${serialize(part, NS.ATOM)}\n`).join('');
  return `<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="${NS.ATOM}">\n${body}`;
}

import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { FatalError } from '../server/fatal-error.ts';
import { makeFolder } from '../server/make-folder.ts';
import type { Files } from '../server/media/files.ts';
import { findChannel } from '../server/storage/channels.ts';
import type { Database, Reader } from '../server/storage/database.ts';
import { allMedia, type MediaRow } from '../server/storage/media.ts';
import { listMembers } from '../server/storage/memberships.ts';
import { findNode, nodeNames } from '../server/storage/nodes.ts';
import { channelJidsAfter, lastNumber } from '../server/storage/transfer.ts';
import { withheldIn } from '../server/storage/withheld.ts';
import { writeFeed } from './feed-writer.ts';
import {
  type ChannelFile,
  channelFile,
  channelFolder,
  channelsFolder,
  contentsFolder,
  type ExportFacts,
  factsFile,
  feedFile,
} from './layout.ts';
import { writePictures } from './pictures.ts';

/** How many channels are read at once. */
const PAGE = 500;

/** What has been written or read. */
export interface Tally {
  channels: number;
  items: number;
  pictures: number;
}

/**
 * Writes every channel into a folder, while the site runs or not: each as it is at one moment.
 *
 * @throws FatalError where the folder cannot be made, or holds something already.
 */
export async function exportChannels(
  database: Database,
  folder: string,
  facts: Omit<ExportFacts, 'format' | 'newest'>,
  files: Files,
): Promise<Tally> {
  try {
    makeFolder(folder);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT') throw error;
    throw new FatalError(`The folder ${folder} cannot be made (${message}). Name another one.`);
  }
  if ((await readdir(folder)).length > 0) {
    throw new FatalError(`${folder} is not empty. Name a folder that is, or is not there yet.`);
  }
  await mkdir(channelsFolder(folder));
  await mkdir(contentsFolder(folder));
  const tally = { channels: 0, items: 0, pictures: 0 };
  for (let after = ''; ; ) {
    const jids = await database.read((reader) => channelJidsAfter(reader, after, PAGE));
    for (const jid of jids) {
      const { items, pictures } = await database.read((reader) =>
        writeChannel(reader, folder, jid, facts.domain),
      );
      tally.items += items;
      const own = channelFolder(folder, jid);
      tally.pictures += await writePictures({ folder, own, files }, pictures);
      tally.channels += 1;
    }
    after = jids.at(-1) ?? '';
    if (jids.length < PAGE) break;
  }
  const newest = await database.read(lastNumber);
  // Last: an export that was broken off is none.
  await writeFile(factsFile(folder), json({ format: 1, ...facts, newest } satisfies ExportFacts));
  return tally;
}

async function writeChannel(
  reader: Reader,
  folder: string,
  jid: string,
  domain: string,
): Promise<{ items: number; pictures: readonly MediaRow[] }> {
  const channel = await findChannel(reader, jid);
  if (!channel) return { items: 0, pictures: [] }; // deleted since it was listed
  const own = channelFolder(folder, jid);
  await mkdir(own);
  const nodes = await nodeNames(reader, channel.id);
  const members = await listMembers(reader, channel.id);
  const withheld = (await withheldIn(reader, channel.id)).map(
    ({ rowId: _, nodeId: __, channel: ___, channelTitle: ____, ...row }) => row,
  );
  const some = withheld.length > 0 && { withheld };
  const file: ChannelFile = { jid, config: channel.config, nodes, members, ...some };
  await writeFile(channelFile(own), json(file));
  let items = 0;
  for (const name of nodes) {
    const node = await findNode(reader, jid, name);
    if (node) items += await writeFeed(feedFile(own, name), reader, node, `channels.${domain}`);
  }
  return { items, pictures: await allMedia(reader, channel.id) };
}

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

import { existsSync } from 'node:fs';
import type { Item } from '../protocol/channel.ts';
import { avatarOf } from '../protocol/config-vars.ts';
import { NS } from '../protocol/namespaces.ts';
import { FatalError } from '../server/fatal-error.ts';
import type { Files } from '../server/media/files.ts';
import { indexAll } from '../server/service/index-words.ts';
import { lastChange, recordChange } from '../server/storage/changes.ts';
import {
  type ChannelRow,
  findChannel,
  forgetDeleted,
  insertChannel,
} from '../server/storage/channels.ts';
import { type Database, expectRow, type Writer } from '../server/storage/database.ts';
import {
  buryItem,
  countReply,
  findItem,
  hideItem,
  insertItem,
  isBuried,
} from '../server/storage/items.ts';
import { findMembership, saveMembership } from '../server/storage/memberships.ts';
import { findNode, insertNode, type NodeRow } from '../server/storage/nodes.ts';
import { raiseFloor } from '../server/storage/readings.ts';
import { findOpenCase, insertCase } from '../server/storage/reports.ts';
import { indexIfPassed } from '../server/storage/search.ts';
import {
  insertTombstone,
  type Removal,
  raiseChannel,
  raiseItem,
  recordChangeAs,
  skipUsedNumbers,
} from '../server/storage/transfer.ts';
import { findWithheld, insertWithheld } from '../server/storage/withheld.ts';
import { readDeletedEntry } from './deleted-entry.ts';
import { readFeedEntry } from './entry.ts';
import type { Tally } from './export.ts';
import { readFeed } from './feed-reader.ts';
import {
  type ChannelFile,
  channelFile,
  channelsFolder,
  type ExportFacts,
  factsFile,
  feedFile,
  type PictureFile,
  readChannelFolders,
  readJson,
  type WithheldFile,
} from './layout.ts';
import { IncomingPictures, readPictures, storeContents } from './pictures.ts';

/** What each step of an import needs. */
interface Import {
  readonly writer: Writer;
  /** Whether numbers of the order are kept: they are all free in a database in which nothing happened. */
  readonly keepOrder: boolean;
  /** The highest number that was given where it comes from: phones know it. */
  readonly newest: number;
  readonly tally: Tally;
  readonly pictures: IncomingPictures;
}

/** What was brought in, and the names of what lay among the channels and is none. */
export type Imported = Tally & { readonly others: readonly string[] };

/**
 * Brings in what `exportChannels` wrote, one transaction for each channel. What is there already stays
 * as it is, so that an import can be repeated, or go on after it was broken off.
 *
 * @throws FatalError where the folder holds no export, one of another site, or what cannot be read.
 */
export async function importChannels(
  database: Database,
  folder: string,
  domain: string,
  files: Files,
): Promise<Imported> {
  const { newest = 0 } = await checkFacts(folder, domain);
  const keepOrder = (await database.read(lastChange)) === 0;
  const tally = { channels: 0, items: 0, pictures: 0 };
  const { folders, others } = await readChannelFolders(folder);
  for (const own of folders) {
    const pictures = await readPictures(own);
    await storeContents(folder, pictures, files);
    const work = { keepOrder, newest, tally };
    await database.write((writer) => importChannel({ writer, ...work }, own, pictures));
    tally.pictures += pictures.length;
    tally.channels += 1;
  }
  await indexAll(database);
  return { ...tally, others };
}

/** What an export says of itself. Throws FatalError where the folder holds none, or one that does not fit here. */
export async function checkFacts(folder: string, domain: string): Promise<ExportFacts> {
  if (!existsSync(factsFile(folder)) || !existsSync(channelsFolder(folder))) {
    throw new FatalError(`${folder} holds no export, or one that was broken off.`);
  }
  const facts = await readJson<ExportFacts>(factsFile(folder));
  if (facts.format !== 1) {
    throw new FatalError('The export was made by a newer WiFi Chat. Import it with that version.');
  }
  if (facts.domain !== domain) {
    throw new FatalError(
      `The export is of ${facts.domain}, and DOMAIN is ${domain}. Set DOMAIN=${facts.domain} to import it.`,
    );
  }
  return facts;
}

async function importChannel(
  { writer, ...how }: Omit<Import, 'pictures'>,
  folder: string,
  files: readonly PictureFile[],
): Promise<void> {
  const file = await readJson<ChannelFile>(channelFile(folder));
  const channel = (await findChannel(writer, file.jid)) ?? (await makeChannel(writer, file));
  const pictures = new IncomingPictures(channel.id, files);
  if (avatarOf(channel.config.vars) < 0) pictures.refuseAvatar();
  const work = { writer, ...how, pictures };
  const newcomers: string[] = [];
  for (const { jid, ...membership } of file.members) {
    const { affiliation, subscription } = await findMembership(writer, channel.id, jid);
    if (affiliation !== 'none' || subscription !== 'none') continue;
    await saveMembership(writer, channel.id, jid, membership);
    newcomers.push(jid);
  }
  for (const name of file.nodes) {
    if (!(await findNode(writer, file.jid, name))) await insertNode(writer, channel.id, name);
    const node = expectRow(await findNode(writer, file.jid, name));
    await importFeed(work, node, feedFile(folder, name));
  }
  for (const post of file.withheld ?? []) await importWithheld(work, file.jid, post);
  await pictures.insertOthers(writer);
  await skipUsedNumbers(writer, work.newest);
  // What came with them is not new to them.
  const newest = await lastChange(writer);
  for (const jid of newcomers) {
    await raiseFloor(writer, { channelId: channel.id, jid }, newest);
  }
}

/** Also where one of that name was deleted here since: who kept posts of it has to hear that it is another one. */
async function makeChannel(
  writer: Writer,
  { jid, config, nodes: [node = 'posts'] }: ChannelFile,
): Promise<ChannelRow> {
  const wasUsed = await forgetDeleted(writer, jid);
  const channel = await insertChannel(writer, jid, config);
  const told = { channelId: channel.id, node, kind: 'configured', subject: '' } as const;
  if (wasUsed) await recordChange(writer, { ...told, at: new Date().toISOString() });
  return channel;
}

/** A post that is held back comes in unless something of that id is here, or was. */
async function importWithheld(
  { writer, pictures }: Import,
  channel: string,
  { node: name, ...post }: WithheldFile,
): Promise<void> {
  const node = await findNode(writer, channel, name);
  if (!node) return;
  const item = await findItem(writer, node.id, post.id);
  const isHere =
    (item && !(item.hidden && post.why === 'reported')) ||
    (await findWithheld(writer, node.id, post.id)) ||
    (await isBuried(writer, node.id, post.id));
  if (isHere) return pictures.refuse(post.draft);
  await insertWithheld(writer, { nodeId: node.id, ...post });
  if (post.why !== 'reported') return;
  // The item that is hidden names none: they are hidden with it, and go with it.
  if (item) await pictures.link(writer, post.draft, item.seq);
  // Who reported it stays where it was; that somebody has to look at it does not.
  const { title, text } = post.draft;
  const matter = { channel, item: post.id, person: post.author, title, text };
  if ((await findOpenCase(writer, matter)) === undefined) {
    // A channel that was here before decides about it, though it may have been made after that: its post is here now.
    const { created } = node.channel.config;
    const openedAt = post.since > created ? post.since : created;
    await insertCase(writer, { ...matter, openedAt });
  }
}

async function importFeed(work: Import, node: NodeRow, path: string): Promise<void> {
  for await (const element of readFeed(path)) {
    if (element.ns === NS.ATOM && element.name === 'entry') {
      const item = readFeedEntry(element, node.channel.jid);
      if (!item) throw new FatalError(`${path} holds an entry that is no item of ours.`);
      await importItem(work, node, item);
    } else if (element.ns === NS.TOMBSTONES && element.name === 'deleted-entry') {
      const removal = readDeletedEntry(element);
      if (!removal) throw new FatalError(`${path} holds a removal that cannot be read.`);
      await importRemoval(work, node, removal);
    }
  }
}

async function importItem(work: Import, node: NodeRow, item: Item): Promise<void> {
  const { writer, keepOrder, tally, pictures } = work;
  const { id, parent, author, title, text, published } = item;
  // Removed here since, it stays so; and of what is here, so do the photos.
  if ((await findItem(writer, node.id, id)) || (await isBuried(writer, node.id, id))) {
    return pictures.refuse(item);
  }
  const change = { kind: 'published', subject: id, at: published } as const;
  const seq = await takeNumber(work, node, item.seq, change);
  const { target = null, rating = null, geoloc = null } = item;
  await insertItem(writer, {
    ...{ nodeId: node.id, id, parent, author, title, text, published, seq },
    ...{ target, rating, geoloc, photos: item.photos, onBehalf: item.onBehalf },
  });
  await pictures.link(writer, item, seq);
  if (item.hidden) await hideItem(writer, node.id, id, seq);
  else await indexIfPassed(writer, { seq, title, text });
  if (keepOrder) await raiseItem(writer, seq, item.activity);
  if (parent !== null) await countReply(writer, node.id, parent, 1, seq);
  await raiseChannel(writer, node.channel.id, seq);
  tally.items += 1;
}

async function importRemoval(work: Import, node: NodeRow, removal: Removal): Promise<void> {
  const { writer, keepOrder } = work;
  const { id, removed, removedAt } = removal;
  if (await isBuried(writer, node.id, id)) return;
  const change = { kind: 'retracted', subject: id, at: removedAt } as const;
  const seq = await takeNumber(work, node, removed, change);
  const known = await findItem(writer, node.id, id);
  if (!known) {
    const place = keepOrder ? {} : { seq, activity: seq };
    await insertTombstone(writer, node.id, { ...removal, ...place });
    return;
  }
  await buryItem(writer, node.id, id);
  if (known.parent !== null) await countReply(writer, node.id, known.parent, -1);
}

async function takeNumber(
  { writer, keepOrder }: Import,
  node: NodeRow,
  seq: number,
  change: { kind: 'published' | 'retracted'; subject: string; at: string },
): Promise<number> {
  if (!keepOrder) {
    return recordChange(writer, { channelId: node.channel.id, node: node.name, ...change });
  }
  await recordChangeAs(writer, seq, node, change);
  return seq;
}

import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ChannelConfig } from '../protocol/channel.ts';
import { FatalError } from '../server/fatal-error.ts';
import type { MediaRow } from '../server/storage/media.ts';
import type { Member } from '../server/storage/memberships.ts';
import type { WithheldRow } from '../server/storage/withheld.ts';

/** What an export says of itself. */
export interface ExportFacts {
  readonly format: 1;
  readonly domain: string;
  /** ISO 8601. */
  readonly date: string;
  /** The highest number that was given to a change, of whatever kind, or passed over; of older exports none. */
  readonly newest?: number;
}

/** `channel.json`: all of a channel but what was written in it. */
export interface ChannelFile {
  readonly jid: string;
  readonly config: ChannelConfig;
  /** Names of its nodes; each has a feed. */
  readonly nodes: readonly string[];
  readonly members: readonly Member[];
  /** Posts that are held back; absent where there are none. */
  readonly withheld?: readonly WithheldFile[];
}

/** A post that is held back, in the node of that name. */
export type WithheldFile = Omit<WithheldRow, 'rowId' | 'nodeId' | 'channel' | 'channelTitle'>;

/** One of `pictures.json`: a picture of the channel; its files are in the export's `pictures`. */
export type PictureFile = Omit<MediaRow, 'rowId'>;

/** Some file systems end names at 255 bytes. */
const LONGEST_NAME = 150;

export const factsFile = (folder: string) => join(folder, 'export.json');
export const channelsFolder = (folder: string) => join(folder, 'channels');
export const channelFolder = (folder: string, jid: string) =>
  join(channelsFolder(folder), fileName(jid));
export const channelFile = (folder: string) => join(folder, 'channel.json');
export const picturesFile = (folder: string) => join(folder, 'pictures.json');
/** Where all contents of pictures are, each under its SHA-256. */
export const contentsFolder = (folder: string) => join(folder, 'pictures');
export const feedFile = (folder: string, node: string) => join(folder, `${fileName(node)}.atom`);

/**
 * The folders of an export's channels, in order, and the names of what else lies among them: file managers
 * and copying leave files of their own.
 */
export async function readChannelFolders(
  folder: string,
): Promise<{ readonly folders: readonly string[]; readonly others: readonly string[] }> {
  const folders: string[] = [];
  const others: string[] = [];
  for (const entry of await readdir(channelsFolder(folder), { withFileTypes: true })) {
    const { name } = entry;
    if (entry.isFile() || name.startsWith('.')) others.push(name);
    else folders.push(join(channelsFolder(folder), name));
  }
  return { folders: folders.sort(), others: others.sort() };
}

/** @throws FatalError where it is not what was written. */
export async function readJson<T>(path: string): Promise<T> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as T;
  } catch (error) {
    const { message } = error as Error;
    throw new FatalError(`${path} cannot be read (${message}). Export the channels again.`);
  }
}

/** A name that is one on every file system, and the same one each time. */
function fileName(name: string): string {
  const encoded = encodeURIComponent(name).replaceAll('%40', '@');
  if (encoded.length <= LONGEST_NAME && !encoded.startsWith('.')) return encoded;
  return createHash('sha256').update(name).digest('hex');
}

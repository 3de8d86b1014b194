/** Pictures in a backup: files that are named by their content (src/server/media/files.ts). */
import { copyFileSync, existsSync, linkSync, lstatSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { syncToDisk } from '../server/durable-file.ts';
import { FatalError } from '../server/fatal-error.ts';
import { sha256Of } from './sha256.ts';

const FOLDER = /^[0-9a-f]{2}$/;
const NAME = /^[0-9a-f]{64}$/;

/**
 * Links the files of a running site into another folder, or copies them where they are on a disk of their
 * own: one that is removed meanwhile is not missed, as its picture is gone. Call after the database was copied: a file is
 * there before its row is.
 *
 * @returns how many there are.
 */
export function linkMedia(from: string, to: string): number {
  if (!existsSync(from)) return 0;
  let count = 0;
  for (const folder of readdirSync(from).filter((name) => FOLDER.test(name))) {
    mkdirSync(join(to, folder), { recursive: true });
    for (const name of readdirSync(join(from, folder)).filter((file) => NAME.test(file))) {
      if (taken(join(from, folder, name), join(to, folder, name))) count += 1;
    }
  }
  return count;
}

function taken(from: string, to: string): boolean {
  try {
    linkOrCopy(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    copyFileSync(from, to);
  }
}

/** Checks that every file is what its name says, and brings it to the disk. Throws FatalError. */
export async function verifyMedia(folder: string): Promise<void> {
  for (const part of readdirSync(folder)) {
    for (const name of readdirSync(join(folder, part))) {
      const path = join(folder, part, name);
      const isGood = lstatSync(path).isFile() && (await sha256Of(path)) === name;
      if (!isGood || !name.startsWith(part)) {
        throw new FatalError(
          `The backup is damaged: picture ${name} is not what was written. Nothing was restored.`,
        );
      }
      syncToDisk(path);
    }
    syncToDisk(join(folder, part));
  }
}

import { statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { mediaFolderIn } from '../server/site-parts.ts';
import { type Finding, ok, warn, wrong } from './finding.ts';
import type { Patient } from './patient.ts';

const MEGABYTE = 1024 * 1024;
/** A backup, a build and the write-ahead log of a busy day. */
const COMFORTABLE = 1024 * MEGABYTE;
const TIGHT = 100 * MEGABYTE;

/** How much room is left where the data lies, and where its pictures do if they have a disk of their own. */
export async function examineDisk({ dataDir }: Patient): Promise<Finding[]> {
  const media = mediaFolderIn(dataDir);
  const device = statSync(media, { throwIfNoEntry: false })?.dev;
  const isApart = device !== undefined && device !== statSync(dataDir).dev;
  return Promise.all([dataDir, ...(isApart ? [media] : [])].map(examineFolder));
}

async function examineFolder(folder: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(folder);
  return diskFinding(bavail * bsize, folder);
}

/** Judges how many bytes are free. */
export function diskFinding(free: number, folder: string): Finding {
  const check = 'disk';
  const left = `${Math.floor(free / MEGABYTE)} MB are free on the disk of ${folder}`;
  if (free >= COMFORTABLE) return ok(check, `${left}.`);
  return free >= TIGHT
    ? warn(check, `Only ${left}. Make room before nothing can be written.`)
    : wrong(check, `Only ${left}: writing is about to fail. Make room now.`);
}

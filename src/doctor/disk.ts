import { statfs } from 'node:fs/promises';
import { type Finding, ok, warn, wrong } from './finding.ts';
import type { Patient } from './patient.ts';

const MEGABYTE = 1024 * 1024;
/** A backup, a build and the write-ahead log of a busy day. */
const COMFORTABLE = 1024 * MEGABYTE;
const TIGHT = 100 * MEGABYTE;

/** How much room is left where the data lies. */
export async function examineDisk(patient: Patient): Promise<Finding[]> {
  const { bavail, bsize } = await statfs(patient.dataDir);
  return [diskFinding(bavail * bsize, patient.dataDir)];
}

/** Judges how many bytes are free. */
export function diskFinding(free: number, dataDir: string): Finding {
  const check = 'disk';
  const left = `${Math.floor(free / MEGABYTE)} MB are free on the disk of ${dataDir}`;
  if (free >= COMFORTABLE) return ok(check, `${left}.`);
  return free >= TIGHT
    ? warn(check, `Only ${left}. Make room before nothing can be written.`)
    : wrong(check, `Only ${left}: writing is about to fail. Make room now.`);
}

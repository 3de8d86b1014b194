import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Finding, ok, wrong } from './finding.ts';
import type { Patient } from './patient.ts';

const OTHERS = 0o077;

/** Whether the data folder, and all in it, is readable by its owner alone: it holds password hashes. */
export async function examineFileModes(patient: Patient): Promise<Finding[]> {
  const check = 'file modes';
  const names = readdirSync(patient.dataDir, { recursive: true, encoding: 'utf8' });
  const open = ['.', ...names].filter((name) => isOpen(join(patient.dataDir, name)));
  if (open.length === 0) return [ok(check, 'The data can be read by its owner alone.')];
  const some = open.slice(0, 5).join(', ');
  const more = open.length > 5 ? ` and ${open.length - 5} more` : '';
  return [
    wrong(
      check,
      `Others on this machine have rights in ${patient.dataDir}: ${some}${more}. Mend it with: chmod -R go= ${patient.dataDir}`,
    ),
  ];
}

function isOpen(path: string): boolean {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  // Of a link the rights are those of what it names; a socket is reached through its folder only.
  if (!stats || stats.isSymbolicLink() || stats.isSocket()) return false;
  return (stats.mode & OTHERS) !== 0;
}

import { existsSync } from 'node:fs';
import { pathsIn } from '../server/xmpp-server/paths.ts';
import { examineBosh } from './bosh.ts';
import { examineChannels } from './channels.ts';
import { examineClock } from './clock.ts';
import { examineDatabase } from './database.ts';
import { examineDisk } from './disk.ts';
import { examineDns } from './dns.ts';
import { examineFileModes } from './file-modes.ts';
import { type Finding, ok, wrong } from './finding.ts';
import { examineHealth, examineHostMeta } from './http.ts';
import { examineJudges } from './judges.ts';
import { ask, type Patient } from './patient.ts';
import { examinePorts } from './ports.ts';
import { examineProsody } from './prosody.ts';
import { examineServerVersion } from './server-version.ts';
import { examineStream } from './stream.ts';

type Check = (patient: Patient) => Promise<Finding[]>;

/** What everybody can ask of a site that answers. */
const FROM_OUTSIDE: readonly Check[] = [
  ...[examineHostMeta, examineClock, examineStream, examineBosh],
  ...[examineChannels, examineServerVersion],
];
/** What needs the site's machine, and the site to run. */
const FROM_WITHIN: readonly Check[] = [
  ...[examineProsody, examineDatabase, examinePorts, examineJudges],
];
/** What needs the data folder only. */
const OF_FILES: readonly Check[] = [examineFileModes, examineDisk];

/** Examines a running site as a client would, and from within where its data folder is here. */
export async function examine(patient: Patient): Promise<Finding[]> {
  const health = await attempt(examineHealth, patient);
  const answers = !health.some(({ level }) => level === 'wrong') || (await isUp(patient));
  const isHere = existsSync(pathsIn(patient.dataDir).state);
  const checks: readonly Check[] = [
    ...(answers ? FROM_OUTSIDE : []),
    examineDns,
    ...(answers && isHere ? FROM_WITHIN : []),
    ...(isHere ? OF_FILES : []),
  ];
  const findings: Finding[] = [...health];
  // One after the other: a doctor must not be the load that makes a site ill.
  for (const check of checks) findings.push(...(await attempt(check, patient)));
  if (!isHere) findings.push(ok('machine', seenFromOutside(patient)));
  return findings;
}

async function isUp(patient: Patient): Promise<boolean> {
  return ask(patient, '/health/live').then(
    (answer) => answer.ok,
    () => false,
  );
}

async function attempt(check: Check, patient: Patient): Promise<Finding[]> {
  try {
    return await check(patient);
  } catch (error) {
    const name = check.name.replace(/^examine/, '').toLowerCase();
    return [wrong(name, `This could not be examined: ${(error as Error).message}.`)];
  }
}

function seenFromOutside({ dataDir }: Patient): string {
  return `Seen from outside only: ${dataDir} holds no site. On the site's machine, with its DATA_DIR, more is examined.`;
}

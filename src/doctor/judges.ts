import { type Finding, ok, warn } from './finding.ts';
import { ask, type Patient } from './patient.ts';

const COUNT = /^wifi_chat_matters_nobody_decides (\d+)$/m;

/** Looks for reports and appeals that wait for ever: the only person who would decide is whom they concern. */
export async function examineJudges(patient: Patient): Promise<Finding[]> {
  const answer = await ask(patient, '/metrics');
  const count = COUNT.exec(answer.ok ? await answer.text() : '')?.[1];
  // Where the service tells nothing here, the check of its database says so.
  return count === undefined ? [] : [judgesFinding(Number(count))];
}

/** Judges how many reports and appeals nobody can decide. */
export function judgesFinding(count: number): Finding {
  const check = 'reports';
  if (count === 0) return ok(check, 'Somebody decides each report and each appeal.');
  const what = count === 1 ? '1 report or appeal waits' : `${count} reports and appeals wait`;
  const remedy = 'Name another person in ADMINS, or another moderator in the channel';
  return warn(check, `${what} for nobody: whom it concerns alone could decide. ${remedy}.`);
}

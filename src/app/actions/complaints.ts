import { appealRequest } from '../../protocol/appeal.ts';
import { codePoints, MAX_REASON, xmlSafe } from '../../protocol/limits.ts';
import { type OwnReport, ownReportsRequest, readOwnReports } from '../../protocol/own-reports.ts';
import { troubleOf } from '../sync/trouble.ts';
import type { Account, Trouble } from './device.ts';
import type { Told } from './told-by-office.ts';

/** What one reported to moderators, and what they answered. */
export function loadOwnReports({ context }: Account): Promise<Told<OwnReport>> {
  return context.ask('get', ownReportsRequest()).then(
    (answer) => ({ told: readOwnReports(answer) }),
    (error) => ({ trouble: troubleOf(error) }),
  );
}

/** Asks for another look at an act of that number. */
export async function appeal(
  { context }: Account,
  act: number,
  words: string,
): Promise<Trouble | null> {
  const text = xmlSafe(words).trim();
  if (text === '') return 'empty';
  if (codePoints(text) > MAX_REASON) return 'too-long';
  return context.ask('set', appealRequest(act, text)).then(() => null, troubleOf);
}

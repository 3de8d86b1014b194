import {
  type About,
  MAX_ACCOUNT,
  MAX_WHERE,
  NO_REPORT,
  type ReportFields,
} from '../../protocol/incident.ts';
import { codePoints, MAX_DESCRIPTION, xmlSafe } from '../../protocol/limits.ts';
import { writeReportFields } from '../store/report-fields.ts';
import type { Photo } from '../store/schema.ts';
import { addPost } from '../store/write/outbox.ts';
import { newId } from '../sync/new-id.ts';
import { troubleOf } from '../sync/trouble.ts';
import type { Account, Trouble } from './device.ts';

/** What is wrong with a report, and with which field of it. */
export type ReportTrouble = Trouble | 'no-where' | 'long-where' | 'long-account';

/**
 * Takes a report in: kept for certain when this gives `null`, and sent as soon as that can be. The draft
 * that it was goes with the same stroke.
 */
export async function reportIncident(
  account: Account,
  about: About,
  typed: ReportFields,
  photo: Photo | undefined,
): Promise<ReportTrouble | null> {
  const clean = (name: 'text' | 'where' | 'account') => xmlSafe(typed[name]).trim();
  const [text, where, number] = [clean('text'), clean('where'), clean('account')];
  if (text === '') return 'empty';
  if (where === '') return 'no-where';
  if (codePoints(text) > MAX_DESCRIPTION) return 'too-long';
  if (codePoints(where) > MAX_WHERE) return 'long-where';
  if (codePoints(number) > MAX_ACCOUNT) return 'long-account';
  const { channel, open } = { ...NO_REPORT, ...typed };
  const fields = writeReportFields({ text, where, account: number, channel, open });
  const row = { channel: '', parent: null, title: '', text: fields, report: about, photo };
  try {
    await addPost(account.store, { ...row, id: newId(), trouble: null });
  } catch (error) {
    return troubleOf(error);
  }
  return null;
}

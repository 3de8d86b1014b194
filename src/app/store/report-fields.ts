import { NO_REPORT, type ReportFields } from '../../protocol/incident.ts';

/**
 * What is typed into the form of a report, as the text of a draft: one line of JSON. Drafts are joined
 * line by line (`writing.ts`), so that nothing that was typed is lost here either. Emptied, it is nothing to keep.
 */
export const writeReportFields = (fields: ReportFields): string =>
  Object.entries(fields).some(([, value]) => value) ? JSON.stringify(fields) : '';

/** The fields again; of several lines the words come one after the other. */
export function readReportFields(text: string): ReportFields {
  return text
    .split('\n')
    .filter(Boolean)
    .map((line): ReportFields => ({ ...NO_REPORT, ...JSON.parse(line) }))
    .reduce(join, NO_REPORT);
}

function join(before: ReportFields, after: ReportFields): ReportFields {
  const both = (a: string, b: string, between: string) =>
    a && b && a !== b ? `${a}${between}${b}` : a || b;
  return {
    text: both(before.text, after.text, '\n'),
    where: both(before.where, after.where, ', '),
    account: both(before.account, after.account, ' '),
    channel: after.channel || before.channel,
    open: after.open,
  };
}
